import { UserError } from "../errors/user-error";

/** Usage that cannot be shown. */
export class UsageError extends UserError {
  override readonly name = "UsageError";
}
