import { DescribeTableCommand, ResourceNotFoundException as NoSuchTable } from "@aws-sdk/client-dynamodb";
import {
  GetFunctionConfigurationCommand,
  ResourceNotFoundException as NoSuchFunction,
} from "@aws-sdk/client-lambda";
import { ListObjectsV2Command, NoSuchBucket } from "@aws-sdk/client-s3";
import pLimit from "p-limit";
import { FAILED_BATCHES } from "../failures/failed-batch";
import type { MappingStatus } from "../sandbox/stream-mapping-service";
import type { Clients } from "./clients";
import { denialOf } from "./denial";
import { idOf, tableOfStream } from "./identity";
import type { BucketView, FunctionView, MappingView, Picture, TableView } from "./model";
import type { StreamPolicies } from "./stream-policies";

/** What a look at the sandbox needs. */
export interface LookParts {
  readonly clients: Clients;
  readonly policies: StreamPolicies;
  /** Asks the stream-mapping service for its mappings. */
  mappings(): Promise<readonly MappingStatus[]>;
}

/** Calls to the sandbox at once. */
const AT_ONCE = 8;

/**
 * An environment as it is in the sandbox now.
 * @param outline the environment as its file describes it
 * @throws Error if the sandbox does not answer
 */
export async function look(outline: Picture, parts: LookParts): Promise<Picture> {
  const limit = pLimit(AT_ONCE);
  const [tables, functions, buckets] = await Promise.all([
    Promise.all(outline.tables.map((table) => limit(() => seenTable(table, parts)))),
    Promise.all(outline.functions.map((one) => limit(() => seenFunction(one, parts.clients)))),
    Promise.all(outline.buckets.map((bucket) => limit(() => seenBucket(bucket, parts.clients)))),
  ]);
  return withMappings({ ...outline, tables, functions, buckets }, await parts.mappings());
}

/** The picture with its mappings as the service tells them. */
export function withMappings(picture: Picture, statuses: readonly MappingStatus[]): Picture {
  const mappings = picture.mappings.map((mapping) => seenMapping(mapping, picture, statuses));
  return { ...picture, mappings };
}

async function seenTable(table: TableView, { clients, policies }: LookParts): Promise<TableView> {
  const { streamPolicy: _, ...known } = table;
  try {
    const { Table } = await clients
      .of(table)
      .dynamodb.send(new DescribeTableCommand({ TableName: table.name }));
    const arn = table.streamed ? Table?.LatestStreamArn : undefined;
    const streamPolicy = arn === undefined ? undefined : await policies.state(table, arn);
    return { ...known, deployed: true, ...(streamPolicy && { streamPolicy }) };
  } catch (error) {
    if (error instanceof NoSuchTable) return { ...known, deployed: false };
    throw error;
  }
}

async function seenFunction(one: FunctionView, clients: Clients): Promise<FunctionView> {
  try {
    await clients.of(one).lambda.send(new GetFunctionConfigurationCommand({ FunctionName: one.name }));
    return { ...one, deployed: true };
  } catch (error) {
    if (error instanceof NoSuchFunction) return { ...one, deployed: false };
    throw error;
  }
}

async function seenBucket(bucket: BucketView, clients: Clients): Promise<BucketView> {
  try {
    const listing = new ListObjectsV2Command({ Bucket: bucket.name, Prefix: FAILED_BATCHES });
    const { KeyCount = 0, IsTruncated = false } = await clients.of(bucket).s3.send(listing);
    return { ...bucket, deployed: true, batches: KeyCount, more: IsTruncated };
  } catch (error) {
    if (error instanceof NoSuchBucket) return { ...bucket, deployed: false, batches: 0, more: false };
    throw error;
  }
}

function seenMapping(
  mapping: MappingView,
  picture: Picture,
  statuses: readonly MappingStatus[],
): MappingView {
  const { id, tableId, functionId, consumer, source, part } = mapping;
  const status = statuses.find((one) => isOf(one, mapping));
  if (!status)
    return { ...mapping, state: "Not deployed", lastResult: "", health: "idle", denial: undefined };
  const table = picture.tables.find((one) => one.id === tableId);
  const denial = denialOf(status.lastProcessingResult, table?.title ?? "", table?.streamPolicy);
  return {
    id,
    tableId,
    functionId,
    consumer,
    source,
    part,
    state: status.state,
    lastResult: status.lastProcessingResult,
    health: healthOf(status),
    ...(denial && { denial }),
    discardedRecords: status.discarded?.deliveredRecords ?? 0,
    lostRecords: status.discarded?.lostRecords ?? 0,
  };
}

/** Whether the service's mapping is the one between this table and this function. */
export function isOf(status: MappingStatus, { tableId, functionId }: MappingView): boolean {
  return (
    tableOfStream(status.eventSourceArn) === tableId &&
    idOf(status, "function", status.functionName) === functionId
  );
}

function healthOf({ state, lastProcessingResult }: MappingStatus): MappingView["health"] {
  if (lastProcessingResult.startsWith("PROBLEM")) return "bad";
  return state === "Enabled" ? "good" : "idle";
}
