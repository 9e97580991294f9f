import { UserError } from "../errors/user-error";

/** A question that cannot be asked or answered. */
export class ExplainError extends UserError {
  override readonly name = "ExplainError";
}
