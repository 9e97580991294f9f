import { UserError } from "../errors/user-error";
import type { UserProblem } from "../errors/user-problem";

/** Props of a construct that AWS would refuse. */
export class PropsError extends UserError {
  override readonly name = "PropsError";

  /**
   * @param path path of the construct in the app
   * @param problems every problem of its props
   */
  constructor(path: string, problems: readonly UserProblem[]) {
    super(problems, `${path}: these props are invalid:`);
  }
}
