import { UserError } from "../errors/user-error";

/** A backfill that cannot begin or go on. */
export class BackfillError extends UserError {
  override readonly name = "BackfillError";
}
