import { UserError } from "../errors/user-error";

/** A failed batch that cannot be found, read or handed over. */
export class FailureError extends UserError {
  override readonly name = "FailureError";
}
