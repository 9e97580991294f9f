import type { DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { KeyAttribute } from "./key-attribute";

/** What an index holds of an item: everything, the keys, or the keys and some attributes. */
export type IndexProjection =
  | { readonly type: "ALL" | "KEYS_ONLY" }
  | { readonly type: "INCLUDE"; readonly attributes: readonly string[] };

/** A local secondary index: items of one partition in another order. It is made with its table and never changes. */
export interface LocalIndex {
  readonly sortKey: KeyAttribute;
  /** @default { type: "ALL" } */
  readonly projection?: IndexProjection;
}

/** A global secondary index: the table's items under another key. */
export interface GlobalIndex {
  readonly partitionKey: KeyAttribute;
  /** @default no sort key */
  readonly sortKey?: KeyAttribute;
  /** @default { type: "ALL" } */
  readonly projection?: IndexProjection;
  /**
   * Read capacity units, for a table with provisioned capacity.
   * @default DynamoDB scales the index with an on-demand table
   */
  readonly readCapacity?: number;
  /**
   * Write capacity units, for a table with provisioned capacity.
   * @default DynamoDB scales the index with an on-demand table
   */
  readonly writeCapacity?: number;
}

/** The secondary indexes of a table, by name. */
export interface SecondaryIndexes {
  /** @default none */
  readonly globalSecondaryIndexes?: Readonly<Record<string, GlobalIndex>>;
  /**
   * A change replaces the table.
   * @default none
   */
  readonly localSecondaryIndexes?: Readonly<Record<string, LocalIndex>>;
}

/** The attributes that are part of an index's key. */
export function indexKeyAttributes(indexes: SecondaryIndexes): KeyAttribute[] {
  const { globalSecondaryIndexes = {}, localSecondaryIndexes = {} } = indexes;
  return [
    ...sorted(globalSecondaryIndexes).flatMap(([, { partitionKey, sortKey }]) =>
      sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
    ),
    ...sorted(localSecondaryIndexes).map(([, { sortKey }]) => sortKey),
  ];
}

/** What the provider's table resource gets of the indexes; nothing if there are none. */
export function indexConfig(
  indexes: SecondaryIndexes,
): Pick<DynamodbTableConfig, "globalSecondaryIndex" | "localSecondaryIndex"> {
  const globals = sorted(indexes.globalSecondaryIndexes ?? {});
  const locals = sorted(indexes.localSecondaryIndexes ?? {});
  return {
    ...(globals.length > 0 && { globalSecondaryIndex: globals.map(globalIndex) }),
    ...(locals.length > 0 && {
      localSecondaryIndex: locals.map(([name, { sortKey, projection }]) => ({
        name,
        rangeKey: sortKey.name,
        ...projected(projection),
      })),
    }),
  };
}

function globalIndex([name, index]: [string, GlobalIndex]) {
  const { partitionKey, sortKey, projection, readCapacity, writeCapacity } = index;
  return {
    name,
    hashKey: partitionKey.name,
    rangeKey: sortKey?.name,
    ...projected(projection),
    readCapacity,
    writeCapacity,
  };
}

function projected(projection: IndexProjection = { type: "ALL" }) {
  if (projection.type !== "INCLUDE") return { projectionType: projection.type };
  return { projectionType: projection.type, nonKeyAttributes: [...projection.attributes].sort() };
}

/** By name, so that the order of entries changes nothing. */
function sorted<T>(indexes: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(indexes).sort(([a], [b]) => (a < b ? -1 : 1));
}
