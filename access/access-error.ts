import { UserError } from "../errors/user-error";

/** Access that cannot be judged. */
export class AccessError extends UserError {
  override readonly name = "AccessError";
}
