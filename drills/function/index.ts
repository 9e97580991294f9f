import { appendFileSync, readFileSync } from "node:fs";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";

/** What the function is told to do; `drills/site/orders.ts` writes it. */
interface Orders {
  /** Ends the process at every invocation. */
  readonly crashes: boolean;
  /** Ends the process with SIGKILL at every invocation. */
  readonly killed: boolean;
  /** IDs of the items that it cannot handle. */
  readonly poison: readonly string[];
}

/**
 * The function of the drills. The local AWS runs functions on this machine, so it reads its orders from a file, and adds
 * the ID of each item to another one once it is handled.
 */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const folder = process.env.DRILL_FOLDER ?? "";
  const { crashes, killed, poison }: Orders = JSON.parse(readFileSync(`${folder}/orders.json`, "utf8"));
  if (crashes) process.exit(1);
  if (killed) process.kill(process.pid, "SIGKILL");
  for (const { dynamodb } of Records) {
    const id = dynamodb?.Keys?.id?.S ?? "";
    if (poison.includes(id))
      return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? "" }] };
    appendFileSync(`${folder}/handled`, `${id}\n`);
  }
  return { batchItemFailures: [] };
}
