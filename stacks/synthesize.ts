import type { App } from "cdktf";
import { type Finding, findingLine } from "../guards/finding";
import { GuardError } from "../guards/guard-error";
import { GuardValidation } from "../guards/guard-validation";

/**
 * Writes the stacks' JSON.
 * @throws GuardError with every finding of the guards. CDKTF would wrap the findings into an error that advises to
 * skip them.
 */
export function synthesize(app: App): void {
  try {
    app.synth();
  } catch (error) {
    const findings = GuardValidation.of(app)?.findings ?? [];
    if (findings.length > 0 && isAbout(error, findings)) throw new GuardError(findings);
    throw error;
  }
}

/** Another validation may have failed for another reason, and that reason must be seen. */
function isAbout(error: unknown, findings: readonly Finding[]): boolean {
  return error instanceof Error && findings.every((finding) => error.message.includes(findingLine(finding)));
}
