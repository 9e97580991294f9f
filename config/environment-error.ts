import { UserError } from "../errors/user-error";

/** An environment that cannot be used: its file is missing, unreadable or wrong. */
export class EnvironmentError extends UserError {
  override readonly name = "EnvironmentError";
}
