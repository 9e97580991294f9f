import { UserError } from "../errors/user-error";

/** A program is missing or too old, or failed. */
export class ProgramError extends UserError {
  override readonly name = "ProgramError";

  /**
   * @param cause what is wrong, a sentence
   * @param remedy what the user can do about it, a sentence
   */
  constructor(cause: string, remedy: string) {
    super([{ cause, remedy }]);
  }
}
