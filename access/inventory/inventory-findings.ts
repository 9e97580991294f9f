import type { LoadedEnvironment } from "../../config/load-environment";
import type { Stack } from "../../synthesized/stack";
import { compareStacks } from "./compare/stacks";
import { expectedInventory } from "./expected";
import type { InventoryFinding } from "./finding";

/**
 * Compares the whole content of stacks with what the environment file implies: what is there and not implied, what is
 * implied and not there, and what differs. Nothing is simulated.
 */
export function inventoryFindings(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  stacks: readonly Stack[],
): InventoryFinding[] {
  return compareStacks(expectedInventory(environment, name), stacks);
}
