import type { App } from "cdktf";
import { GuardError } from "../guards/guard-error";

/**
 * Writes the stacks' JSON.
 * @throws GuardError with every finding of the guards. CDKTF would wrap the findings into an error that advises to
 * skip them.
 */
export function synthesize(app: App): void {
  try {
    app.synth();
  } catch (error) {
    const findings = app.node.validate();
    if (findings.length > 0 && isAbout(error, findings)) {
      throw new GuardError(findings.map((cause) => ({ cause })));
    }
    throw error;
  }
}

/** An error of another kind may have left stacks behind that are not complete, and the guards would mislead. */
function isAbout(error: unknown, findings: readonly string[]): boolean {
  return error instanceof Error && findings.every((finding) => error.message.includes(finding));
}
