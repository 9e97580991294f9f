import { UserError } from "../errors/user-error";

/** An environment that cannot be used. */
export class EnvironmentError extends UserError {
  override readonly name = "EnvironmentError";
}
