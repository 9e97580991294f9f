/** An environment that cannot be used. The message is complete: print it as it stands, without a stack trace. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";

  /**
   * @param headline what it is about: the file, or what was asked for
   * @param problems every problem found, one line each
   */
  constructor(
    readonly headline: string,
    readonly problems: readonly string[],
  ) {
    super([headline, ...problems.map((problem) => `  ${problem}`)].join("\n"));
  }
}
