import { UserError } from "../errors/user-error";

/** An account that cannot be reached. */
export class AccountError extends UserError {
  override readonly name = "AccountError";
}
