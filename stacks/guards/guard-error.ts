/** Stacks that must not be deployed. The message is complete: print it as it stands, without a stack trace. */
export class GuardError extends Error {
  override readonly name = "GuardError";

  /** @param findings every finding, one line each */
  constructor(readonly findings: readonly string[]) {
    super(["These stacks must not be deployed:", ...findings.map((finding) => `  ${finding}`)].join("\n"));
  }
}
