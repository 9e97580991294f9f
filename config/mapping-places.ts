import { fromLoaded } from "./loaded";
import { mappingStackOf } from "./mapping-stack-of";
import type { ConsumerConfig, Environment } from "./schema";
import { stackNames } from "./stack-names";

/** The sources that a consumer reads, by the stacks that hold their mappings; the usage meter's are with the others. */
export interface MappingPlaces {
  /** Those whose mappings are in the consumer's own stack. */
  readonly own: readonly string[];
  /** For each mapping stack, in the order of their numbers, the tenants whose mappings it holds, sorted. */
  readonly stacks: readonly (readonly string[])[];
}

/** Where the mappings of a consumer are: without `mappingStacks` in its own stack. */
export function mappingPlaces(
  { mappings, mappingStacks: count }: Pick<ConsumerConfig, "mappings" | "mappingStacks">,
  { tenants = {} }: Pick<Environment, "tenants">,
): MappingPlaces {
  const sources = [...new Set(mappings.map(({ source }) => source))];
  if (count === undefined) return { own: sources, stacks: [] };
  const stacks = Array.from({ length: count }, (): string[] => []);
  const ofTenants = sources.filter((source) => Object.hasOwn(tenants, source)).sort();
  for (const source of ofTenants) stacks[mappingStackOf(source, count) - 1]?.push(source);
  return { own: sources.filter((source) => !Object.hasOwn(tenants, source)), stacks };
}

/**
 * Name of the stack that holds a consumer's mappings to a source.
 * @param consumer key of the consumer
 * @param source key of the source
 */
export function stackOfMappings(environment: Environment, consumer: string, source: string): string {
  const { consumers, mappings } = stackNames(environment);
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const index = mappingPlaces(config, environment).stacks.findIndex((sources) => sources.includes(source));
  return mappings[consumer]?.[index] ?? fromLoaded(consumers[consumer], `consumers.${consumer}`);
}
