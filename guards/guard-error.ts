import { UserError } from "../errors/user-error";
import type { UserProblem } from "../errors/user-problem";

/** Stacks that must not be deployed. */
export class GuardError extends UserError {
  override readonly name = "GuardError";

  /** @param findings every finding of every guard */
  constructor(findings: readonly UserProblem[]) {
    super(findings, "These stacks must not be deployed:");
  }
}
