import { UserError } from "../errors/user-error";

/** Policies that cannot be read or judged. */
export class AccessError extends UserError {
  override readonly name = "AccessError";
}
