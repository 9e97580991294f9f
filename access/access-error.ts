/** Access that cannot be judged. The message is complete: print it as it stands, without a stack trace. */
export class AccessError extends Error {
  override readonly name = "AccessError";

  /**
   * @param headline what could not be judged
   * @param problems every reason, one line each
   */
  constructor(headline: string, problems: readonly string[]) {
    super([headline, ...problems.map((problem) => `  ${problem}`)].join("\n"));
  }
}
