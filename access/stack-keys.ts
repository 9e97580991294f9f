import type { Environment } from "../config/schema";
import { stackNames } from "../config/stack-names";

/** The source or the consumer that a stack is for. */
export interface StackKey {
  readonly source?: string;
  readonly consumer?: string;
}

/** The keys of the environment file by the names of their stacks. */
export function stackKeys(environment: Environment): Map<string, StackKey> {
  const names = stackNames(environment);
  return new Map<string, StackKey>([
    ...Object.entries(names.sources).map(([source, stack]) => [stack, { source }] as const),
    ...Object.entries(names.consumers).map(([consumer, stack]) => [stack, { consumer }] as const),
    ...Object.entries(names.mappings).flatMap(([consumer, stacks]) =>
      stacks.map((stack) => [stack, { consumer }] as const),
    ),
  ]);
}
