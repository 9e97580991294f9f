import type { Postcondition } from "cdktf";
import type { KeyAttribute } from "./key-attribute";

/** What must be true of a table that is there already. */
export interface TableFacts {
  /** Name of the table in the construct's account and region. */
  readonly tableName: string;
  readonly partitionKey: KeyAttribute;
  /** @default the table has no sort key */
  readonly sortKey?: KeyAttribute;
  /**
   * What a stream record contains.
   * @default NEW_AND_OLD_IMAGES
   */
  readonly streamViewType?: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
  /** Where these facts are stated, for messages. */
  readonly place: string;
}

/** The table has a stream of the view type that is stated. A table whose stream was turned off still has its ARN. */
export function streamConditions(facts: TableFacts): Postcondition[] {
  const { tableName, streamViewType = "NEW_AND_OLD_IMAGES", place } = facts;
  return [
    {
      condition: `\${self.stream_enabled}`,
      errorMessage:
        `${place}: the table ${tableName} has no stream, and without one there is nothing to read. ` +
        `Ask its owner to turn one on: aws dynamodb update-table --table-name ${tableName} ` +
        `--stream-specification StreamEnabled=true,StreamViewType=${streamViewType}`,
    },
    {
      condition: `\${!self.stream_enabled || self.stream_view_type == "${streamViewType}"}`,
      errorMessage:
        `${place}.streamViewType: the stream of ${tableName} has \${self.stream_view_type}, not ${streamViewType}. ` +
        "Write what it has, if that is enough for its readers. Only a new stream can have another view type: " +
        "docs/existing-tables.md says how its owner replaces it.",
    },
  ];
}

/** The table has the key that is stated. */
export function keyConditions(facts: TableFacts): Postcondition[] {
  const { tableName, partitionKey, sortKey, place } = facts;
  return [
    {
      condition: `\${${isKey("self.hash_key", partitionKey)}}`,
      errorMessage:
        `${place}.partitionKey: the partition key of ${tableName} is ${found("self.hash_key")}, not ` +
        `${stated(partitionKey)}. Write the key that the table has.`,
    },
    sortKey === undefined
      ? {
          condition: `\${!(${hasSortKey})}`,
          errorMessage:
            `${place}.sortKey: ${tableName} has the sort key ${found("self.range_key")}, but none is stated. ` +
            "Write the key that the table has.",
        }
      : {
          condition: `\${${isKey("self.range_key", sortKey)}}`,
          errorMessage:
            `${place}.sortKey: the sort key of ${tableName} is ${found("self.range_key")}, not ${stated(sortKey)}. ` +
            "Write the key that the table has, or remove the line if it has none.",
        },
  ];
}

/** A table without a sort key has null there, or an empty text. */
const hasSortKey = "try(length(self.range_key), 0) > 0";

function isKey(attribute: string, { name, type = "S" }: KeyAttribute): string {
  const named = JSON.stringify(name);
  const isTyped = `anytrue([for one in self.attribute : one.name == ${named} && one.type == "${type}"])`;
  return `try(${attribute} == ${named}, false) && ${isTyped}`;
}

/** The key that the table has: its name and type, or that there is none. */
function found(attribute: string): string {
  const types = `[for one in self.attribute : "\${one.name} (\${one.type})" if one.name == ${attribute}]`;
  return `\${try(${types}[0], "absent")}`;
}

function stated({ name, type = "S" }: KeyAttribute): string {
  return `${name} (${type})`;
}
