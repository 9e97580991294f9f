import pLimit from "p-limit";
import { UserError } from "../errors/user-error";

/** How something is done for several stacks. */
export interface EachStackOptions {
  /** How many at once. */
  readonly parallelism: number;
  /** Headline of the error, if something fails for some of them. */
  readonly failed: string;
}

/**
 * Does something for each stack, side by side, and waits for all of them.
 * @returns the results, in the order of the stacks
 * @throws UserError with every problem, each with the name of its stack
 */
export async function eachStack<S extends { readonly name: string }, T>(
  stacks: readonly S[],
  { parallelism, failed }: EachStackOptions,
  action: (stack: S) => Promise<T>,
): Promise<T[]> {
  const limit = pLimit(parallelism);
  const outcomes = await Promise.allSettled(stacks.map((stack) => limit(() => action(stack))));
  const errors = outcomes.flatMap((outcome, index) =>
    outcome.status === "rejected" ? [{ name: stacks[index]?.name, reason: outcome.reason }] : [],
  );
  const defect = errors.find(({ reason }) => !(reason instanceof UserError));
  if (defect) throw defect.reason;
  const problems = errors.flatMap(({ name, reason }) =>
    (reason as UserError).problems.map((problem) => ({ place: name, ...problem })),
  );
  if (problems.length > 0) throw new UserError(problems, failed);
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
}
