import { UserError } from "../errors/user-error";

/** Something that keeps assumptions from being tried, or what was deployed for them from being destroyed. */
export class AssumptionsError extends UserError {
  override readonly name = "AssumptionsError";
}
