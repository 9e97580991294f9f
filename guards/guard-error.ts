import { UserError } from "../errors/user-error";
import { type Finding, problemOf } from "./finding";

/** Stacks that must not be deployed. */
export class GuardError extends UserError {
  override readonly name = "GuardError";

  /** @param findings everything that breaks a rule */
  constructor(readonly findings: readonly Finding[]) {
    super(findings.map(problemOf), "These stacks must not be deployed:");
  }
}
