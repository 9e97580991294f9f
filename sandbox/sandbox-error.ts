/** Something the user can mend: the message says the cause and the remedy, and is shown without a stack. */
export class SandboxError extends Error {
  /**
   * @param cause What went wrong, a sentence.
   * @param remedy What the user can do about it, a sentence.
   */
  constructor(cause: string, remedy: string) {
    super(`${cause}\n${remedy}`);
    this.name = "SandboxError";
  }
}
