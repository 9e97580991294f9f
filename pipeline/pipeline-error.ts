import { UserError } from "../errors/user-error";

/** Something outside this project keeps a pipeline from going on: a variable, GitHub, an approval. */
export class PipelineError extends UserError {
  override readonly name: string = "PipelineError";

  /**
   * @param cause what is wrong, a sentence
   * @param remedy what the user can do about it, a sentence
   */
  constructor(cause: string, remedy: string) {
    super([{ cause, remedy }]);
  }
}
