/** Whether a stack is a source or a consumer. */
export type StackKind = "source" | "consumer";

/** Names of the stacks of an environment, by the keys of the file. */
export interface StackNames {
  readonly sources: Readonly<Record<string, string>>;
  readonly consumers: Readonly<Record<string, string>>;
}

/** Name of the stack with the roles that a pipeline needs in an account. @param account key of the account */
export function pipelineStackName(account: string): string {
  return `pipeline-${account}`;
}

/** What the name of a stack depends on: its own entry in the file, and nothing else. */
interface Named {
  readonly stack?: string | undefined;
}

/**
 * Name of the stack of one source or consumer: what the entry says, or else `<kind>-<key>`. The state is found by this
 * name, so it must not depend on the other entries: they come and go.
 */
export function stackName(kind: StackKind, key: string, entry: Named | undefined): string {
  return entry?.stack ?? `${kind}-${key}`;
}

/** Names of all stacks of an environment. */
export function stackNames(environment: {
  readonly sources: Readonly<Record<string, Named | undefined>>;
  readonly consumers: Readonly<Record<string, Named | undefined>>;
}): StackNames {
  return {
    sources: namesOf("source", environment.sources),
    consumers: namesOf("consumer", environment.consumers),
  };
}

function namesOf(
  kind: StackKind,
  entries: Readonly<Record<string, Named | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [key, stackName(kind, key, entry)]),
  );
}
