import { UserError } from "../errors/user-error";

/** A backend cannot be made ready, or a state cannot be moved. */
export class BackendError extends UserError {
  override readonly name = "BackendError";

  /**
   * @param cause what is wrong, a sentence
   * @param remedy what the user can do about it, a sentence
   */
  constructor(cause: string, remedy: string) {
    super([{ cause, remedy }]);
  }
}
