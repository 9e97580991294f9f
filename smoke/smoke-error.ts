import { UserError } from "../errors/user-error";

/** Something that keeps a smoke test from being run. */
export class SmokeError extends UserError {
  override readonly name = "SmokeError";
}
