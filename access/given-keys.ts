import { existingTablesOf, keyOfExistingTable } from "../synthesized/existing-tables";
import { resourcesOf } from "../synthesized/resources";
import type { Stack } from "../synthesized/stack";
import { keyOfTable } from "../synthesized/table-key";
import type { Resource } from "./access-model";
import type { StackKey } from "./stack-keys";

/** Keys that tables are given by ARN: the stacks do not hold their policies. */
export function givenKeys(stacks: readonly Stack[], keys: ReadonlyMap<string, StackKey>): Resource[] {
  const tables = [
    ...resourcesOf(stacks, "aws_dynamodb_table").map((table) => ({ table, arn: keyOfTable(table) })),
    ...existingTablesOf(stacks).map((table) => ({ table, arn: keyOfExistingTable(table) })),
  ];
  return tables.flatMap(({ table, arn }) => {
    if (arn === undefined || !arn.startsWith("arn:")) return [];
    const [, , , region = "", accountId = ""] = arn.split(":");
    const tableName = String(table.element.name);
    const owner = keys.get(table.stack.name);
    return [{ ...owner, label: `key ${arn}`, kind: "key", arn, accountId, region, tableName }];
  });
}
