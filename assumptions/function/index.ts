import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";

/** IDs of items that the function cannot handle begin like this; `assumptions/site/pair.ts` puts them. */
const FAILING = "failing-";

/** The function of the trials: logs the ID of each item that it handled, or that it failed to handle. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  for (const { dynamodb } of Records) {
    const id = dynamodb?.Keys?.id?.S ?? "";
    if (id.startsWith(FAILING)) {
      console.log(`Failed: ${id}`);
      throw new Error("This item is one that the function cannot handle");
    }
    console.log(`Handled: ${id}`);
  }
  return { batchItemFailures: [] };
}
