import { resourcesOf, type SynthesizedResource } from "./resources";
import type { Stack } from "./stack";
import type { ElementJson } from "./stack-json";

/** The data source that looks up a table. */
export const EXISTING_TABLE = "data.aws_dynamodb_table";

/** The tables that stacks look up and somebody else made. */
export function existingTablesOf(stacks: readonly Stack[]): SynthesizedResource[] {
  return resourcesOf(stacks, EXISTING_TABLE).filter(({ element }) => !readsOwnTable(element));
}

/** Whether a data source reads a table of its own stack as it is before the apply: the name comes from the state. */
export function readsOwnTable({ name }: ElementJson): boolean {
  return String(name).startsWith(`\${terraform_data.`);
}

/** ARN of the customer-managed key of a table that somebody else made; undefined if AWS owns the key. */
export function keyOfExistingTable({ stack, name }: SynthesizedResource): string | undefined {
  const key = resourcesOf([stack], "data.aws_kms_key").find((one) => one.name === `${name}_key`);
  return key && String(key.element.key_id);
}
