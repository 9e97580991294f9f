import { mappingStackOf } from "./mapping-stack-of";
import type { ConsumerConfig, Environment } from "./schema";

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
