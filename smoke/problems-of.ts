import { reasonOf } from "../errors/reason-of";
import { UserError } from "../errors/user-error";
import type { UserProblem } from "../errors/user-problem";

/** What a failed call means to the person who runs the test. @param place key of the source or the consumer */
export function problemsOf(error: unknown, place: string): readonly UserProblem[] {
  if (error instanceof UserError) return error.problems.map((problem) => ({ place, ...problem }));
  const name = error instanceof Error ? `${error.name}: ` : "";
  const remedy = /^AccessDenied/.test(name)
    ? "Test in a role that may do it (--role); docs/smoke.md says what it needs"
    : "Check that the stacks are deployed";
  return [{ place, cause: `${name}${reasonOf(error)}`, remedy }];
}
