import { UserError } from "../errors/user-error";

/** A table that cannot be brought under the care of a stack. */
export class AdoptError extends UserError {
  override readonly name = "AdoptError";
}
