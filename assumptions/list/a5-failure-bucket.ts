import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Assumption } from "../assumption";
import type { Pair } from "../site/pair";
import { confirmed, notTried, refuted, type Verdict } from "../verdict";

/** IDs of items that the function cannot handle begin like this; `assumptions/function/index.ts` knows it. */
const FAILING = "failing-";

/** What became of an item that the function could not handle. */
export interface FailedItemLook {
  /** Whether the function has logged that it failed. */
  readonly hasFailed: boolean;
  /** Key of the object in the failure bucket; absent if there is none. */
  readonly objectKey?: string;
  /** `LastProcessingResult` of the mapping. */
  readonly result: string;
}

/** A5. */
export function judgeFailedItem({ hasFailed, objectKey, result }: FailedItemLook): Verdict {
  const said = `LastProcessingResult: ${result}`;
  if (objectKey !== undefined) {
    return confirmed("The failed batch is in the bucket", `ListObjectsV2: ${objectKey}`, said);
  }
  if (!hasFailed) return notTried("The function never got the item that it cannot handle", said);
  return refuted("The function failed, and no batch came to the bucket", "ListObjectsV2: no objects", said);
}

/** Whether the role's permission to write to the bucket holds with its condition. */
export const A5: Assumption = {
  id: "A5",
  assumed: "The condition `s3:ResourceAccount` holds for what Lambda writes to a failure bucket",
  matters: "With it, a bucket of the same name in another account gets no data",
  byHand: "Let the function fail with `maximumRetryAttempts: 0`; `npm run failures -- list` shows the batch",
  trial: {
    does: "Puts an item that the function cannot handle, and lists the failure bucket",
    pair: "plain",
    minutes: 3,
    async run(site) {
      const pair = await site.pair("plain");
      const id = await pair.put(FAILING);
      const objectKey = await pair.until(() => firstObject(pair), pair.options.pace.handledMs);
      const hasFailed = (await pair.logged("Failed")).has(id);
      const { result } = await pair.mapping();
      return judgeFailedItem({ hasFailed, objectKey, result });
    },
  },
};

async function firstObject({ options: { clients, parts } }: Pair): Promise<string | undefined> {
  const { Contents = [] } = await clients.s3.send(
    new ListObjectsV2Command({ Bucket: parts.failureBucketName }),
  );
  return Contents[0]?.Key;
}
