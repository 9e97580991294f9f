/** Whether a stack is a source or a consumer. */
export type StackKind = "source" | "consumer";

/** Names of the stacks of an environment, by the keys of the file. */
export interface StackNames {
  readonly sources: Readonly<Record<string, string>>;
  readonly consumers: Readonly<Record<string, string>>;
}

/** Name of the stack of one source or consumer: the plain kind if it is the only one, `<kind>-<key>` otherwise. */
export function stackName(kind: StackKind, key: string, keys: readonly string[]): string {
  return keys.length === 1 ? kind : `${kind}-${key}`;
}

/** Names of all stacks of an environment. */
export function stackNames(environment: {
  readonly sources: Readonly<Record<string, unknown>>;
  readonly consumers: Readonly<Record<string, unknown>>;
}): StackNames {
  return {
    sources: namesOf("source", Object.keys(environment.sources)),
    consumers: namesOf("consumer", Object.keys(environment.consumers)),
  };
}

function namesOf(kind: StackKind, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, stackName(kind, key, keys)]));
}
