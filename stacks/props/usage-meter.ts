import type { UsageMeterConfig } from "../../config/schema";
import type { StreamMappingProps } from "../../constructs/stream-mapping";
import type { TableProps } from "../../constructs/table-props";
import type { MappingEnds } from "./mappings";

/** The ledger's table: what was counted cannot be counted again after 24 hours, so it is protected. */
export function ledgerProps(
  { ledgerTableName, unprotectedBecause }: UsageMeterConfig,
  { consumer, sandbox }: { readonly consumer: string; readonly sandbox: boolean },
): TableProps {
  return {
    tableName: ledgerTableName,
    partitionKey: { name: "owner" },
    sortKey: { name: "slot" },
    deletionProtection: !sandbox && unprotectedBecause === undefined,
    settingsPlace: `consumers.${consumer}.usageMeter`,
  };
}

/**
 * The props of a meter's mapping. It retries for as long as the stream keeps the records: a batch that is given up leaves
 * a hole in the ledger, which later batches hide. AWS refuses filters and a parallelization together with windows.
 */
export function meterMappingProps(
  { windowSeconds }: UsageMeterConfig,
  { streamArn, handler, failureBucketArn }: MappingEnds,
): StreamMappingProps {
  return {
    streamArn,
    functionName: handler.functionName,
    failureBucketArn,
    after: handler.rolePolicies,
    tumblingWindowInSeconds: windowSeconds,
    batchSize: 1_000,
    maximumBatchingWindowInSeconds: 5,
    maximumRetryAttempts: -1,
  };
}
