import { type AttributeValue, type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import type { LedgerItem, Run } from "./run";
import { UsageError } from "./usage-error";

/** What is read of a ledger: the periods that begin from `from` on and before `to`, milliseconds since 1970. */
export interface LedgerQuery {
  readonly tableName: string;
  readonly owner: string;
  readonly from: number;
  readonly to: number;
}

/** Reads what a ledger says of one owner, in the order of time. @throws UsageError if there is no such table */
export async function readLedger(
  client: DynamoDBClient,
  query: LedgerQuery,
  signal?: AbortSignal,
): Promise<LedgerItem[]> {
  const { tableName, owner, from, to } = query;
  const input = {
    TableName: tableName,
    KeyConditionExpression: "#owner = :owner AND #slot BETWEEN :from AND :to",
    ExpressionAttributeNames: { "#owner": "owner", "#slot": "slot" },
    ExpressionAttributeValues: {
      ":owner": { S: owner },
      ":from": { S: timeText(from) },
      // Slots begin with a time and a slash, which is more than the time alone: those of `to` itself are out.
      ":to": { S: timeText(to) },
    },
    ConsistentRead: true,
  };
  const items: LedgerItem[] = [];
  try {
    for await (const { Items = [] } of paginateQuery({ client }, input, { abortSignal: signal }))
      items.push(...Items.map(itemOf));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
    const remedy = "Deploy the consumer, or wait until it is deployed";
    throw new UsageError([{ cause: `the ledger ${tableName} is not there`, remedy }]);
  }
  return items;
}

/** Periods begin with a second: the first one that is not before this time. */
function timeText(ms: number): string {
  return new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace(/\.\d{3}Z$/, "Z");
}

function itemOf({ slot, runs, unresolved }: Record<string, AttributeValue>): LedgerItem {
  const [time = "", seconds = "", ...shardId] = (slot?.S ?? "").split("/");
  return {
    shardId: shardId.join("/"),
    start: Date.parse(time),
    seconds: Number(seconds),
    runs: (runs?.L ?? []).map(runOf),
    unresolved: (unresolved?.L ?? []).map(runOf),
  };
}

function runOf({ M = {} }: AttributeValue): Run {
  const count = (name: string) => Number(M[name]?.N ?? 0);
  const sketch = M.sketch?.B;
  return {
    first: M.first?.S ?? "",
    last: M.last?.S ?? "",
    inserts: count("inserts"),
    modifies: count("modifies"),
    removes: count("removes"),
    bytes: count("bytes"),
    unmeasured: count("unmeasured"),
    sums: Object.fromEntries(Object.entries(M.sums?.M ?? {}).map(([name, { S = "0" }]) => [name, S])),
    ...(sketch && { sketch }),
  };
}
