import { UserError } from "../errors/user-error";

/** Records cannot be handed over, or what was done cannot be noted down. */
export class ReplayError extends UserError {
  override readonly name = "ReplayError";
}
