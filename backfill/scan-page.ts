import { type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { attributesOf, type EventItem, jsonOf } from "../replay/event-item";
import type { TableItem } from "./to-record";

/** A page of a segment. */
export interface Page {
  readonly items: readonly TableItem[];
  /** Where the next page begins; absent at the end of the segment. */
  readonly next?: EventItem;
  /** Read capacity units that it took. */
  readonly capacity: number;
}

/** Which page. */
export interface PageRequest {
  readonly segment: number;
  readonly segments: number;
  /** Key after which it begins. @default the beginning of the segment */
  readonly after?: EventItem;
}

/** Reads a page. */
export type ScanPage = (request: PageRequest) => Promise<Page>;

/** Reads pages of a table with strong consistency: an item is handed over as it was a moment ago. */
export function pageScanner(client: DynamoDBClient, tableName: string, pageSize: number): ScanPage {
  return async ({ segment, segments, after }) => {
    const {
      Items = [],
      LastEvaluatedKey,
      ConsumedCapacity,
    } = await client.send(
      new ScanCommand({
        TableName: tableName,
        Segment: segment,
        TotalSegments: segments,
        ConsistentRead: true,
        Limit: pageSize,
        ReturnConsumedCapacity: "TOTAL",
        ...(after && { ExclusiveStartKey: attributesOf(after) }),
      }),
    );
    return {
      items: Items,
      ...(LastEvaluatedKey && { next: jsonOf(LastEvaluatedKey) }),
      capacity: ConsumedCapacity?.CapacityUnits ?? 0,
    };
  };
}
