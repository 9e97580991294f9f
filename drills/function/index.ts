import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { handle } from "./handle";

/** The usual release: it cannot handle items that are poison to it. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  return handle(event, ({ poison }) => poison);
}
