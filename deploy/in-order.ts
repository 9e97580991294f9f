import pLimit from "p-limit";

/** What is done in an order: a stack, and the stacks that must be done before it. */
export interface Ordered {
  readonly name: string;
  /** Names; those that are not among the stacks at hand count as done. */
  readonly dependsOn: readonly string[];
}

/** How stacks are worked on. */
export interface InOrderOptions<S, T> {
  /** How many at once. */
  readonly parallelism: number;
  /** Does the work. What it throws is a defect: mistakes of the user's are outcomes. */
  readonly work: (stack: S) => Promise<T>;
  /** Begins the work on a stack when it may, for example after another one. The stack is not among those at work meanwhile. @default at once */
  readonly turn?: (stack: S, begin: () => Promise<T>) => Promise<T>;
  /** Whether stacks that come after this one may begin. */
  readonly isDone: (outcome: T) => boolean;
  /** The outcome of a stack that cannot begin. @param because name of the stack before it that is not done */
  readonly heldBack: (stack: S, because: string) => T;
  /** Called with each outcome, as soon as it is there. */
  readonly onOutcome?: (outcome: T) => void;
}

/**
 * Works on stacks side by side. A stack begins as soon as its own sources are done; it waits for no others.
 * @param stacks in the order of deployment: every stack comes after those that it depends on
 * @returns the outcomes, in the order of the stacks
 */
export async function inOrder<S extends Ordered, T>(
  stacks: readonly S[],
  { parallelism, work, turn = (_, begin) => begin(), isDone, heldBack, onOutcome }: InOrderOptions<S, T>,
): Promise<T[]> {
  const limit = pLimit(parallelism);
  const outcomes = new Map<string, Promise<T>>();
  const afterSources = async (stack: S): Promise<T> => {
    for (const name of stack.dependsOn) {
      const source = outcomes.get(name);
      if (source && !isDone(await source)) return heldBack(stack, name);
    }
    return turn(stack, () => limit(() => work(stack)));
  };
  for (const stack of stacks) {
    const outcome = afterSources(stack);
    outcomes.set(stack.name, outcome);
    void outcome.then(onOutcome, () => undefined);
  }
  const settled = await Promise.allSettled(outcomes.values());
  const defect = settled.find(({ status }) => status === "rejected");
  if (defect?.status === "rejected") throw defect.reason;
  return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}
