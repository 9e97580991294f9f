import { UserError } from "../errors/user-error";
import type { UserProblem } from "../errors/user-problem";

/** An environment that cannot be used. */
export class EnvironmentError extends UserError {
  override readonly name = "EnvironmentError";

  /**
   * @param headline what it is about: the file, or what was asked for
   * @param problems every problem found
   */
  constructor(headline: string, problems: readonly UserProblem[]) {
    super(problems, headline);
  }
}
