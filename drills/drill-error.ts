import { UserError } from "../errors/user-error";

/** Drills that cannot be rehearsed. */
export class DrillError extends UserError {
  override readonly name = "DrillError";
}
