import { GetObjectCommand, ListObjectsV2Command, NoSuchBucket, type S3Client } from "@aws-sdk/client-s3";
import pLimit from "p-limit";
import { FAILED_BATCHES } from "../failures/failed-batch";
import type { Clients } from "./clients";
import type { BucketView } from "./model";

const SHOWN = 20;
const AT_ONCE = 4;

/** A batch that the function could not process. */
export interface FailedBatch {
  readonly key: string;
  /** When it was discarded, ISO 8601. */
  readonly at: string;
  readonly records: number;
  /** In AWS's words, such as RetryAttemptsExhausted. */
  readonly condition: string;
  /** How often the function was invoked with it. */
  readonly invocations: number;
  /** What the function said of it last; null after a partial failure, absent if it grew too old. */
  readonly functionError?: string | null;
  /** The last request to the function, to find its log lines by. */
  readonly requestId?: string;
}

/** What Lambda writes into the bucket, as far as it is shown. */
interface FailureDocument {
  readonly timestamp?: string;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly condition?: string;
    readonly approximateInvokeCount?: number;
  };
  readonly responseContext?: { readonly functionError?: string | null };
  readonly DDBStreamBatchInfo?: { readonly batchSize?: number };
}

/** The newest batches of a failure bucket and why they failed, newest first. */
export async function newestFailures(clients: Clients, bucket: BucketView): Promise<FailedBatch[]> {
  const { s3 } = clients.of(bucket);
  const limit = pLimit(AT_ONCE);
  const keys = await newestKeys(s3, bucket.name);
  return Promise.all(keys.map((key) => limit(() => failedBatch(s3, bucket.name, key))));
}

async function newestKeys(s3: S3Client, Bucket: string): Promise<string[]> {
  try {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: FAILED_BATCHES }));
    return Contents.map(({ Key = "", LastModified }) => ({ Key, time: LastModified?.getTime() ?? 0 }))
      .sort((one, other) => other.time - one.time)
      .slice(0, SHOWN)
      .map(({ Key }) => Key);
  } catch (error) {
    if (error instanceof NoSuchBucket) return [];
    throw error;
  }
}

async function failedBatch(s3: S3Client, Bucket: string, key: string): Promise<FailedBatch> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  return readFailure(key, (await Body?.transformToString()) ?? "");
}

/** What a document of a failure bucket says. */
export function readFailure(key: string, text: string): FailedBatch {
  const { timestamp = "", requestContext, responseContext, DDBStreamBatchInfo } = parsed(text);
  const { condition = "unknown", approximateInvokeCount: invocations = 0, requestId } = requestContext ?? {};
  return {
    key,
    at: timestamp,
    records: DDBStreamBatchInfo?.batchSize ?? 0,
    condition,
    invocations,
    ...(responseContext && { functionError: responseContext.functionError ?? null }),
    ...(responseContext && requestId !== undefined && { requestId }),
  };
}

/** The bucket may hold what somebody else has put there. */
function parsed(text: string): FailureDocument {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
