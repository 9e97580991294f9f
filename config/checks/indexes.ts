import { type Draft, entriesOf, type TableDraft } from "../draft";
import { GLOBAL_INDEXES_PER_TABLE, LOCAL_INDEXES_PER_TABLE, PROJECTED_ATTRIBUTES_PER_TABLE } from "../limits";
import { error, formatPath, type Path, type Problem, warning } from "../problem";
import { tablesIn } from "./parts";

type KeyAttribute = NonNullable<TableDraft["partitionKey"]>;

/** Rules of DynamoDB about the secondary indexes of a table. */
export function checkIndexes(draft: Draft): Problem[] {
  return tablesIn(draft).flatMap(({ path, table }) => [
    ...tooManyIndexes(path, table),
    ...tooManyProjected(path, table),
    ...sharedNames(path, table),
    ...localWithoutSortKey(path, table),
    ...repeatedKeys(path, table),
    ...differentTypes(path, table),
    ...capacityProblems(path, table),
  ]);
}

function tooManyIndexes(path: Path, table: TableDraft): Problem[] {
  const globals = Object.keys(table.globalSecondaryIndexes ?? {}).length;
  const locals = Object.keys(table.localSecondaryIndexes ?? {}).length;
  return [
    ...(globals <= GLOBAL_INDEXES_PER_TABLE.max
      ? []
      : [
          warning(
            [...path, "globalSecondaryIndexes"],
            `has ${globals} indexes, more than the ${GLOBAL_INDEXES_PER_TABLE.max} that AWS allows a table by default`,
            "Remove some, or have the quota raised before you deploy",
          ),
        ]),
    ...(locals <= LOCAL_INDEXES_PER_TABLE.max
      ? []
      : [
          error(
            [...path, "localSecondaryIndexes"],
            `has ${locals} indexes, more than the ${LOCAL_INDEXES_PER_TABLE.max} that a table can have`,
            "Remove some, or make them global",
          ),
        ]),
  ];
}

function tooManyProjected(path: Path, table: TableDraft): Problem[] {
  const count = indexesOf(table)
    .map(({ projection }) => (projection?.type === "INCLUDE" ? (projection.attributes?.length ?? 0) : 0))
    .reduce((sum, one) => sum + one, 0);
  if (count <= PROJECTED_ATTRIBUTES_PER_TABLE.max) return [];
  return [
    error(
      path,
      `its indexes list ${count} attributes, more than the ${PROJECTED_ATTRIBUTES_PER_TABLE.max} that DynamoDB allows all indexes of a table`,
      "List fewer, or let an index hold whole items (projection type ALL)",
    ),
  ];
}

/** All indexes of a table share one space of names. */
function sharedNames(path: Path, { globalSecondaryIndexes, localSecondaryIndexes }: TableDraft): Problem[] {
  return Object.keys(localSecondaryIndexes ?? {})
    .filter((name) => Object.hasOwn(globalSecondaryIndexes ?? {}, name))
    .map((name) =>
      error(
        [...path, "localSecondaryIndexes", name],
        "a global secondary index of the table has this name",
        "Use another name",
      ),
    );
}

/** A `sortKey` that is malformed is there, and has a problem of its own. */
function localWithoutSortKey(path: Path, table: TableDraft): Problem[] {
  if (Object.keys(table.localSecondaryIndexes ?? {}).length === 0 || "sortKey" in table) return [];
  return [
    error(
      [...path, "localSecondaryIndexes"],
      "a table without a sort key can have no local secondary index",
      "Make the index global, or give the table a sort key",
    ),
  ];
}

function repeatedKeys(path: Path, table: TableDraft): Problem[] {
  return indexesOf(table).flatMap(({ place, partitionKey, sortKey }) =>
    sortKey?.name === undefined || sortKey.name !== partitionKey?.name
      ? []
      : [
          error(
            [...path, ...place, "sortKey", "name"],
            `"${sortKey.name}" is already the index's partition key`,
            "Use another attribute",
          ),
        ],
  );
}

/** DynamoDB knows one type for each attribute that is part of any key. */
function differentTypes(path: Path, table: TableDraft): Problem[] {
  const first = new Map<string, { readonly type: string; readonly place: Path }>();
  return keysOf(table).flatMap(({ place, name, type }) => {
    if (name === undefined || type === undefined) return [];
    const other = first.get(name);
    if (other === undefined) first.set(name, { type, place });
    if (other === undefined || other.type === type) return [];
    return [
      error(
        [...path, ...place, "type"],
        `"${name}" is ${type} here and ${other.type} in ${formatPath([...path, ...other.place])}, but an attribute has one type in all keys`,
        "Use the same type in both places",
      ),
    ];
  });
}

function capacityProblems(path: Path, { billing, globalSecondaryIndexes }: TableDraft): Problem[] {
  return entriesOf(globalSecondaryIndexes).flatMap(([name, index]) =>
    (["readCapacity", "writeCapacity"] as const).flatMap((key) => {
      const where = [...path, "globalSecondaryIndexes", name, key];
      if (billing?.mode === "PAY_PER_REQUEST" && key in index) {
        const cause = "an index of an on-demand table has no capacity of its own";
        return [error(where, cause, "Remove it, or set billing.mode to PROVISIONED")];
      }
      if (billing?.mode !== "PROVISIONED" || key in index) return [];
      return [error(where, "is missing, but the table's capacity is provisioned", "Add it, 1 or more")];
    }),
  );
}

interface PlacedIndex {
  readonly place: Path;
  readonly partitionKey: KeyAttribute | undefined;
  readonly sortKey?: KeyAttribute | undefined;
  readonly projection: ProjectionDraft;
  readonly isLocal: boolean;
}

type ProjectionDraft = NonNullable<NonNullable<TableDraft["localSecondaryIndexes"]>[string]>["projection"];

function indexesOf(table: TableDraft): PlacedIndex[] {
  return [
    ...entriesOf(table.globalSecondaryIndexes).map(([name, { partitionKey, sortKey, projection }]) => ({
      place: ["globalSecondaryIndexes", name],
      partitionKey,
      sortKey,
      projection,
      isLocal: false,
    })),
    ...entriesOf(table.localSecondaryIndexes).map(([name, { sortKey, projection }]) => ({
      place: ["localSecondaryIndexes", name],
      partitionKey: table.partitionKey,
      sortKey,
      projection,
      isLocal: true,
    })),
  ];
}

/** The attributes of all keys, those of the table first. */
function keysOf(table: TableDraft): (KeyAttribute & { readonly place: Path })[] {
  const keys: [Path, KeyAttribute | undefined][] = [
    [["partitionKey"], table.partitionKey],
    [["sortKey"], table.sortKey],
    ...indexesOf(table).flatMap(({ place, partitionKey, sortKey, isLocal }): [Path, typeof sortKey][] => [
      ...(isLocal ? [] : ([[[...place, "partitionKey"], partitionKey]] as [Path, typeof sortKey][])),
      [[...place, "sortKey"], sortKey],
    ]),
  ];
  return keys.flatMap(([place, key]) => (key === undefined ? [] : [{ ...key, place }]));
}
