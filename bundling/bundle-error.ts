import { UserError } from "../errors/user-error";
import type { UserProblem } from "../errors/user-problem";

/** Code that cannot be bundled. */
export class BundleError extends UserError {
  override readonly name = "BundleError";

  /**
   * @param entry the entry file, as it was asked for
   * @param problems every problem found; places are `file:line:column`
   */
  constructor(
    readonly entry: string,
    problems: readonly UserProblem[],
  ) {
    super(problems, `${entry} cannot be bundled:`);
  }
}
