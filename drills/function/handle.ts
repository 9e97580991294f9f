import { appendFileSync, readFileSync } from "node:fs";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";

/** What the function is told to do; `drills/site/orders.ts` writes it. */
export interface FunctionOrders {
  /** Ends the process at every invocation. */
  readonly crashes: boolean;
  /** Ends the process with SIGKILL at every invocation. */
  readonly killed: boolean;
  /** IDs of the items that the usual release cannot handle. */
  readonly poison: readonly string[];
}

/**
 * The local AWS runs functions on this machine, so a function of the drills reads its orders from a file, and adds the ID of
 * each item to another one once it is handled.
 * @param cannotHandle IDs of the items that this release cannot handle
 */
export function handle(
  { Records }: DynamoDBStreamEvent,
  cannotHandle: (orders: FunctionOrders) => readonly string[],
): DynamoDBBatchResponse {
  const folder = process.env.DRILL_FOLDER ?? "";
  const orders: FunctionOrders = JSON.parse(readFileSync(`${folder}/orders.json`, "utf8"));
  if (orders.crashes) process.exit(1);
  if (orders.killed) process.kill(process.pid, "SIGKILL");
  const refused = cannotHandle(orders);
  for (const { dynamodb } of Records) {
    const id = dynamodb?.Keys?.id?.S ?? "";
    if (refused.includes(id))
      return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? "" }] };
    appendFileSync(`${folder}/handled`, `${id}\n`);
  }
  return { batchItemFailures: [] };
}
