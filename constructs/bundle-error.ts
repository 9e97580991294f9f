/** A function's code cannot be bundled. The message is complete: print it as it stands, without a stack trace. */
export class BundleError extends Error {
  override readonly name = "BundleError";

  /**
   * @param entry the function's entry file, as the environment file names it
   * @param problems every problem found, one line each, with `file:line:column` where there is one
   */
  constructor(
    readonly entry: string,
    readonly problems: readonly string[],
  ) {
    super(
      [`The function of ${entry} cannot be bundled:`, ...problems.map((problem) => `  ${problem}`)].join(
        "\n",
      ),
    );
  }
}
