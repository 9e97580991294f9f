import { UserError } from "../errors/user-error";

/** The sandbox, or something that it needs, does not work, or was used incorrectly. */
export class SandboxError extends UserError {
  override readonly name = "SandboxError";

  /**
   * @param cause what is wrong, a sentence
   * @param remedy what the user can do about it, a sentence
   */
  constructor(cause: string, remedy: string) {
    super([{ cause, remedy }]);
  }
}
