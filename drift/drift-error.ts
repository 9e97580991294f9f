import { UserError } from "../errors/user-error";

/** Something that keeps drift from being found. */
export class DriftError extends UserError {
  override readonly name = "DriftError";
}
