/** Whether a stack is a source, a consumer, or holds mappings of a consumer. */
export type StackKind = "source" | "consumer" | "mappings";

/** Names of the stacks of an environment, by the keys of the file. */
export interface StackNames {
  readonly sources: Readonly<Record<string, string>>;
  readonly consumers: Readonly<Record<string, string>>;
  /** Names of each consumer's mapping stacks, in the order of their numbers; none for most consumers. */
  readonly mappings: Readonly<Record<string, readonly string[]>>;
}

/** All names, in the order of deployment. */
export function allStackNames({ sources, consumers, mappings }: StackNames): string[] {
  return [...Object.values(sources), ...Object.values(consumers), ...Object.values(mappings).flat()];
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
export function stackName(kind: "source" | "consumer", key: string, entry: Named | undefined): string {
  return entry?.stack ?? `${kind}-${key}`;
}

/**
 * Names of a consumer's mapping stacks.
 * @param consumerStack name of the consumer's own stack
 * @param count how many there are; undefined for none
 */
export function mappingStackNames(consumerStack: string, count: number | undefined): string[] {
  return Array.from({ length: count ?? 0 }, (_, index) => `${consumerStack}-mappings-${index + 1}`);
}

/** Whether a stack is called as mapping stacks are. */
export function isCalledMappingStack(name: string): boolean {
  return /-mappings-[1-9]\d*$/.test(name);
}

/** Names of all stacks of an environment. */
export function stackNames(environment: {
  readonly sources: Readonly<Record<string, Named | undefined>>;
  readonly consumers: Readonly<
    Record<string, (Named & { readonly mappingStacks?: number | undefined }) | undefined>
  >;
}): StackNames {
  const consumers = namesOf("consumer", environment.consumers);
  return {
    sources: namesOf("source", environment.sources),
    consumers,
    mappings: Object.fromEntries(
      Object.entries(consumers).map(([key, name]) => [
        key,
        mappingStackNames(name, environment.consumers[key]?.mappingStacks),
      ]),
    ),
  };
}

function namesOf(
  kind: "source" | "consumer",
  entries: Readonly<Record<string, Named | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [key, stackName(kind, key, entry)]),
  );
}
