import type { SourceConfig } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import type { ExpectedTable } from "./tables";
import { literal } from "./text";

/** Address of a source's streamed table: a resource of the stack, or a data source that looks it up. */
export function streamedTable({ existing }: Pick<SourceConfig, "existing">): string {
  return existing ? "data.aws_dynamodb_table.table" : "aws_dynamodb_table.table";
}

/** What the stack may have made before the file said that the table is its owner's: it must stay. */
export const FORGOTTEN: readonly Settings[] = [
  "aws_dynamodb_table.table",
  "aws_kms_key.table_key",
  "aws_kms_alias.table_key_alias",
].map((from) => ({ from, lifecycle: { destroy: false } }));

/** What looks up a table that somebody else made, and stops a plan if it is not what the file says. */
export function existingTableElements(
  { address, keyArn }: ExpectedTable,
  stream: SourceConfig,
): Record<string, Settings> {
  const { tableName, streamViewType, partitionKey, sortKey } = stream;
  const hasKey = (attribute: string, { name, type }: SourceConfig["partitionKey"]) => {
    const text = JSON.stringify(literal(name));
    return `\${try(self.${attribute} == ${text}, false) && anytrue([for one in self.attribute : one.name == ${text} && one.type == "${type}"])}`;
  };
  const encrypted =
    keyArn === undefined
      ? "alltrue([for one in self.server_side_encryption : !one.enabled])"
      : `anytrue([for one in self.server_side_encryption : one.enabled && one.kms_key_arn == "${keyArn}"])`;
  const table = {
    name: tableName,
    lifecycle: {
      postcondition: [
        `\${self.stream_enabled}`,
        `\${!self.stream_enabled || self.stream_view_type == "${streamViewType}"}`,
        hasKey("hash_key", partitionKey),
        sortKey ? hasKey("range_key", sortKey) : `\${!(try(length(self.range_key), 0) > 0)}`,
        `\${${encrypted}}`,
      ],
    },
  };
  if (keyArn === undefined) return { [address]: table };
  const isOfCustomer = [`\${self.key_manager == "CUSTOMER"}`];
  return {
    [address]: table,
    "data.aws_kms_key.table_key": { key_id: keyArn, lifecycle: { postcondition: isOfCustomer } },
  };
}
