import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { fromItem, keyOf, type StoredSlot, toItem } from "./ledger-item";
import { isCounted, mergeRun } from "./merge-runs";
import type { Run } from "./run";

/** Where runs of windows are written. */
export interface Ledger {
  /**
   * Adds a run to what is known of its period in a shard.
   * @returns whether the run contradicts what is there, so that it is kept as unresolved: also when it comes again,
   * because an invocation that failed after its write may not have told of it
   */
  add(owner: string, shardId: string, run: Run): Promise<boolean>;
}

/** How often another writer of the same item may come first before the invocation fails, to be tried again by Lambda. */
const ATTEMPTS = 10;

/**
 * A ledger in a DynamoDB table. In the usual case the period is new, and one conditional put is all; otherwise the item is
 * read, and put again on condition that nobody else has changed it meanwhile.
 */
export function tableLedger(client: Pick<DynamoDBClient, "send">, tableName: string): Ledger {
  const put = async (item: ReturnType<typeof toItem>, formerVersion: number): Promise<boolean> => {
    try {
      await client.send(
        new PutItemCommand({ TableName: tableName, Item: item, ...unchangedSince(formerVersion) }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  const get = async (key: ReturnType<typeof keyOf>, run: Run): Promise<StoredSlot> => {
    const command = new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true });
    const { Item } = await client.send(command);
    return Item ? fromItem(Item, run) : NOTHING;
  };
  return {
    async add(owner, shardId, run) {
      const key = keyOf(owner, shardId, run);
      let stored = NOTHING;
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const slot = mergeRun(stored.slot, run);
        if (slot === stored.slot) return !isCounted(slot, run);
        const version = stored.version + 1;
        if (await put(toItem(key, { slot, version }), stored.version)) return !isCounted(slot, run);
        stored = await get(key, run);
      }
      throw new Error(`Others changed the same item of the ledger ${ATTEMPTS} times in a row.`);
    },
  };
}

/** Nobody has written the item since it was read, or ever. */
function unchangedSince(version: number): Pick<PutItemCommandInput, ConditionKeys> {
  const names = { ExpressionAttributeNames: { "#version": "version" } };
  if (version === 0) return { ...names, ConditionExpression: "attribute_not_exists(#version)" };
  return {
    ...names,
    ConditionExpression: "#version = :version",
    ExpressionAttributeValues: { ":version": { N: String(version) } },
  };
}

type ConditionKeys = "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues";

const NOTHING: StoredSlot = { slot: { runs: [], unresolved: [] }, version: 0 };
