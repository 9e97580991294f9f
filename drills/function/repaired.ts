import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { handle } from "./handle";

/** The release that handles what was poison to the usual one. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  return handle(event, () => []);
}
