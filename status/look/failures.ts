import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { AccountScope } from "../../accounts/account-session";
import type { Failures, FailuresPicture } from "../picture";
import type { Reader } from "../reader";

/** Pages of a thousand objects that are listed: a full bucket must not keep the status waiting. */
const PAGES = 3;

/** Where Lambda puts batches: `aws/lambda/<mapping>/<shard>/<date>/…` (Lambda Developer Guide, retain discarded records). */
const PREFIX = "aws/lambda/";

/** Counts the batches in a failure bucket, by mapping, and reads none of them. */
export async function lookAtFailures(
  bucket: string,
  scope: AccountScope,
  reader: Reader,
): Promise<FailuresPicture> {
  const look = await reader.read(scope, `the list of bucket ${bucket}`, ({ s3 }) => counted(s3, bucket));
  return { bucket, look };
}

async function counted(s3: S3Client, Bucket: string) {
  const batches: Record<string, Failures> = {};
  let token: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: PREFIX, ...(token && { ContinuationToken: token }) }),
    );
    for (const { Key = "", LastModified } of answer.Contents ?? []) {
      add(batches, Key, LastModified?.getTime() ?? Date.now());
    }
    token = answer.NextContinuationToken;
    if (token === undefined) return { batches, more: false };
  }
  return { batches, more: true };
}

function add(batches: Record<string, Failures>, key: string, arrived: number): void {
  const uuid = key.slice(PREFIX.length).split("/")[0] ?? "";
  const known = batches[uuid];
  batches[uuid] = { count: (known?.count ?? 0) + 1, oldest: Math.min(known?.oldest ?? arrived, arrived) };
}
