import type { Environment } from "../../../config/schema";
import type { StackInventory } from "../stack-inventory";
import { expectedConsumer } from "./consumer-stack";
import { expectedMappingStacks } from "./mapping-stacks";
import { expectedSource } from "./source-stack";

/**
 * What an environment file implies for each of its stacks, computed from the file alone.
 * @param environmentName part of the names of local state files
 */
export function expectedInventory(environment: Environment, environmentName: string): StackInventory[] {
  const { backend, region } = environment;
  const state = { environmentName, backend, region };
  return [
    ...Object.keys(environment.sources).map((key) => expectedSource(environment, key, state)),
    ...Object.keys(environment.consumers).map((key) => expectedConsumer(environment, key, state)),
    ...Object.keys(environment.consumers).flatMap((key) => expectedMappingStacks(environment, key, state)),
  ];
}
