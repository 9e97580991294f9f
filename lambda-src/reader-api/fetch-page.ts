import { type DynamoDBClient, DynamoDBServiceException, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { Item } from "./item-json";
import { refuse } from "./next-token";
import { checkedKey, type Position } from "./position";
import type { Query } from "./query";
import type { Settings } from "./settings";

/** One call to DynamoDB. */
export interface PageRequest {
  /** Which part of the table, from 0 on. */
  readonly segment: number;
  /** Where to begin. */
  readonly position: Exclude<Position, "end">;
  /** Most items, 1 or more. */
  readonly limit: number;
}

export interface Page {
  readonly items: readonly Item[];
  /** Where the segment goes on. */
  readonly next: Position;
}

export type FetchPage = (request: PageRequest) => Promise<Page>;

/**
 * How pages of the table are fetched for one query. Reads are eventually consistent, at half the price.
 * @param timeLeft Milliseconds that a call may take, all its repeats included.
 */
export function pageFetcher(
  client: DynamoDBClient,
  { tableName, keyAttributes }: Pick<Settings, "tableName" | "keyAttributes">,
  { positions, projection }: Query,
  timeLeft: () => number,
): FetchPage {
  const common = {
    TableName: tableName,
    TotalSegments: positions.length,
    ...(projection && {
      ProjectionExpression: projection.expression,
      ExpressionAttributeNames: projection.names,
    }),
  };
  return async ({ segment, position, limit }) => {
    const start = position === "start" ? {} : { ExclusiveStartKey: position };
    const command = new ScanCommand({ ...common, ...start, Segment: segment, Limit: limit });
    try {
      const abortSignal = AbortSignal.timeout(Math.max(1, timeLeft()));
      const { Items = [], LastEvaluatedKey } = await client.send(command, { abortSignal });
      return { items: Items, next: LastEvaluatedKey ? checkedKey(LastEvaluatedKey, keyAttributes) : "end" };
    } catch (error) {
      const isOfToken = position !== "start" && positions.includes(position);
      if (isOfToken && isInvalidInput(error)) return refuse();
      throw error;
    }
  };
}

/** Among the reasons are keys of other types than the table's, and keys that lie in another segment. */
function isInvalidInput(error: unknown): boolean {
  return error instanceof DynamoDBServiceException && error.name === "ValidationException";
}
