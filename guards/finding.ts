import { problemLine, type UserProblem } from "../errors/user-problem";

/** Something that must not be deployed. */
export interface Finding {
  /** ID of the rule that it breaks, such as `policy-size`. */
  readonly rule: string;
  /** Stack and address, such as `source aws_dynamodb_table.table`. */
  readonly place: string;
  /** What is wrong. */
  readonly cause: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** A finding as errors list it: the ID of the rule stands before the cause. */
export function problemOf({ rule, place, cause, remedy }: Finding): UserProblem {
  return { place, cause: `[${rule}] ${cause}`, remedy };
}

/** A finding as one line: `stack address: [rule] cause. remedy.` */
export function findingLine(finding: Finding): string {
  return problemLine(problemOf(finding));
}
