import { failureBucketName } from "../config/bucket-names";
import { functionsOfConsumer } from "../config/functions";
import type { LoadedEnvironment } from "../config/load-environment";
import { accountOf, regionOf } from "../config/placement";
import type { ConsumerConfig, Environment, SourceConfig } from "../config/schema";
import { meteredSources } from "../config/usage-meters";
import { idOf, mappingId } from "./identity";
import type { BucketView, FunctionView, KeyAttribute, MappingView, Picture, TableView } from "./model";

const NOT_DEPLOYED = { state: "Not deployed", lastResult: "", health: "idle" } as const;

/** An environment as its file describes it, before anybody has looked whether it is deployed. */
export function outlineOf({ name, environment }: LoadedEnvironment): Picture {
  const consumers = Object.entries(environment.consumers);
  return {
    environment: name,
    accounts: Object.entries(environment.accounts).map(([key, { id }]) => ({ id, name: key })),
    tables: titled(
      Object.entries(environment.sources).flatMap(([key, source]) => tablesOf(key, source, environment)),
    ),
    functions: consumers.flatMap(([key]) => functionsIn(environment, key)),
    mappings: consumers.flatMap(([key, consumer]) => mappingsOf(environment, key, consumer)),
    buckets: consumers.map(([key, consumer]) => bucketOf(environment, key, consumer)),
  };
}

/** A table without its title, and its source. */
interface OwnedTable {
  readonly source: string;
  readonly view: Omit<TableView, "title">;
}

/** Tables of tenants are namesakes: those are told apart by their sources. */
function titled(tables: readonly OwnedTable[]): TableView[] {
  const counts = new Map<string, number>();
  for (const { view } of tables) counts.set(view.name, (counts.get(view.name) ?? 0) + 1);
  return tables.map(({ source, view }) => ({
    ...view,
    title: counts.get(view.name) === 1 ? view.name : `${view.name} of ${source}`,
  }));
}

function tablesOf(key: string, source: SourceConfig, environment: Environment): OwnedTable[] {
  const site = { accountId: accountOf(source, environment).id, region: regionOf(source, environment) };
  const all = [{ ...source, streamed: true }, ...Object.values(source.tables)];
  return all.map((table) => ({
    source: key,
    view: {
      ...site,
      id: idOf(site, "table", table.tableName),
      name: table.tableName,
      keys: keysOf(table),
      deployed: false,
      streamed: "streamed" in table,
    },
  }));
}

function keysOf({ partitionKey, sortKey }: Pick<SourceConfig, "partitionKey" | "sortKey">): KeyAttribute[] {
  return [partitionKey, sortKey].flatMap((key) => (key ? [{ name: key.name, type: key.type }] : []));
}

function functionsIn(environment: Environment, consumer: string): FunctionView[] {
  return functionsOfConsumer(environment, consumer).map(({ accountId, region, part, config }) => ({
    id: idOf({ accountId, region }, "function", config.name),
    accountId,
    region,
    name: config.name,
    part,
    deployed: false,
  }));
}

function mappingsOf(environment: Environment, key: string, consumer: ConsumerConfig): MappingView[] {
  const read = [
    ...consumer.mappings.map(({ source }) => ({ source, part: "stream-handler" as const })),
    ...meteredSources(consumer).map((source) => ({ source, part: "usage-meter" as const })),
  ].flatMap(({ source, part }) => {
    const found = environment.sources[source];
    if (!found) return [];
    const [table] = tablesOf(source, found, environment);
    return [{ source, part, tableId: table?.view.id ?? "", functionId: functionOf(environment, key, part) }];
  });
  return read.map(({ source, part, tableId, functionId }) => ({
    id: mappingId(tableId, functionId),
    tableId,
    functionId,
    consumer: key,
    source,
    part,
    ...NOT_DEPLOYED,
    discardedRecords: 0,
    lostRecords: 0,
  }));
}

function bucketOf(environment: Environment, key: string, consumer: ConsumerConfig): BucketView {
  const site = { accountId: accountOf(consumer, environment).id, region: regionOf(consumer, environment) };
  const name = failureBucketName(consumer, environment);
  const id = idOf(site, "bucket", name);
  const functionId = functionOf(environment, key, "stream-handler");
  return { ...site, id, name, consumer: key, functionId, deployed: false, batches: 0, more: false };
}

function functionOf(environment: Environment, consumer: string, part: FunctionView["part"]): string {
  return functionsIn(environment, consumer).find((one) => one.part === part)?.id ?? "";
}
