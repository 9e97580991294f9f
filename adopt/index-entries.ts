import type {
  AttributeDefinition,
  GlobalSecondaryIndexDescription,
  KeySchemaElement,
  LocalSecondaryIndexDescription,
  Projection,
  TableDescription,
} from "@aws-sdk/client-dynamodb";

/** A key attribute as an environment file has it. */
interface KeyEntry {
  readonly name: string;
  readonly type: string;
}

/** The keys of a table or an index. */
export function keysOf(
  schema: readonly KeySchemaElement[] = [],
  attributes: readonly AttributeDefinition[] = [],
): { readonly partitionKey?: KeyEntry; readonly sortKey?: KeyEntry } {
  const keyOf = (wanted: string) => {
    const name = schema.find(({ KeyType }) => KeyType === wanted)?.AttributeName;
    const type = attributes.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
    return name === undefined || type === undefined ? undefined : { name, type };
  };
  const [partitionKey, sortKey] = [keyOf("HASH"), keyOf("RANGE")];
  return { ...(partitionKey && { partitionKey }), ...(sortKey && { sortKey }) };
}

/** The indexes of a table, by name; those of a kind that it has none of are left out. */
export function indexEntries(table: TableDescription): Record<string, unknown> {
  const { AttributeDefinitions, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = table;
  const isProvisioned = table.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST";
  const globals = byName(GlobalSecondaryIndexes, (index) => ({
    ...keysOf(index.KeySchema, AttributeDefinitions),
    projection: projectionOf(index.Projection),
    ...(isProvisioned && {
      readCapacity: index.ProvisionedThroughput?.ReadCapacityUnits,
      writeCapacity: index.ProvisionedThroughput?.WriteCapacityUnits,
    }),
  }));
  const locals = byName(LocalSecondaryIndexes, (index) => ({
    sortKey: keysOf(index.KeySchema, AttributeDefinitions).sortKey,
    projection: projectionOf(index.Projection),
  }));
  return {
    ...(GlobalSecondaryIndexes.length > 0 && { globalSecondaryIndexes: globals }),
    ...(LocalSecondaryIndexes.length > 0 && { localSecondaryIndexes: locals }),
  };
}

function byName<T extends GlobalSecondaryIndexDescription | LocalSecondaryIndexDescription>(
  indexes: readonly T[],
  entryOf: (index: T) => object,
): Record<string, object> {
  const sorted = [...indexes].sort((a, b) => (String(a.IndexName) < String(b.IndexName) ? -1 : 1));
  return Object.fromEntries(sorted.map((index) => [String(index.IndexName), entryOf(index)]));
}

function projectionOf({ ProjectionType = "ALL", NonKeyAttributes }: Projection = {}): object {
  if (ProjectionType !== "INCLUDE") return { type: ProjectionType };
  return { type: ProjectionType, attributes: [...(NonKeyAttributes ?? [])].sort() };
}
