import { UserError } from "../errors/user-error";

/** The sandbox, or something that it needs, does not work. */
export class SandboxError extends UserError {
  override readonly name = "SandboxError";

  /**
   * @param cause What went wrong, a sentence.
   * @param remedy What the user can do about it, a sentence.
   */
  constructor(cause: string, remedy: string) {
    super([{ cause, remedy }]);
  }
}
