import { type DynamoDBClient, DynamoDBServiceException, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { RoleClient } from "cross-account";
import { withinTime } from "../shared/time-limits";
import type { Item } from "./item-json";
import { refuse } from "./next-token";
import { checkedKey, type Position } from "./position";
import type { Query } from "./query";
import type { Settings } from "./settings";

/** One call to DynamoDB. */
export interface PageRequest {
  /** Which segment of the table, starting from 0. */
  readonly segment: number;
  /** Where to start. */
  readonly position: Exclude<Position, "end">;
  /** The maximum number of items, 1 or more. */
  readonly limit: number;
}

export interface Page {
  readonly items: readonly Item[];
  /** Where the segment continues. */
  readonly next: Position;
}

export type FetchPage = (request: PageRequest) => Promise<Page>;

/**
 * Creates the function that fetches pages of the table for one query. Reads are eventually consistent, which costs half
 * as much.
 * @param timeLeft how long a call may take, ms; retries and the call to STS for credentials included
 */
export function pageFetcher(
  client: RoleClient<DynamoDBClient>,
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
      const { Items = [], LastEvaluatedKey } = await withinTime(timeLeft(), (abortSignal) =>
        client.run((dynamodb) => dynamodb.send(command, { abortSignal })),
      );
      return { items: Items, next: LastEvaluatedKey ? checkedKey(LastEvaluatedKey, keyAttributes) : "end" };
    } catch (error) {
      const isOfToken = position !== "start" && positions.includes(position);
      if (isOfToken && isInvalidInput(error)) return refuse();
      throw error;
    }
  };
}

/** DynamoDB also answers like this if a key has other types than the table's, or belongs to another segment. */
function isInvalidInput(error: unknown): boolean {
  return error instanceof DynamoDBServiceException && error.name === "ValidationException";
}
