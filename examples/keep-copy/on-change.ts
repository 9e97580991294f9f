import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { ChangeContext } from "../../lambda-src/stream-handler/change-context";
import { changeVersion } from "../../lambda-src/stream-handler/change-version";
import type { ItemChange } from "../../lambda-src/stream-handler/item-change";

const dynamodb = new DynamoDBClient();

/** How long it is remembered that an item was removed, seconds: longer than a backfill or a failed batch may take. */
const REMEMBER_REMOVAL_SECONDS = 30 * 86_400;

/**
 * Keeps a copy of the table in COPY_TABLE, which has the same key. A change is taken only if no newer one of the item was
 * taken before, so re-driven batches and backfills never overwrite newer states. A removed item leaves a mark behind, or an
 * older state that arrives later would bring it back; readers skip items with `removed`.
 */
export async function onChange(change: ItemChange, context: ChangeContext): Promise<void> {
  const version = changeVersion(change, context);
  const content =
    change.eventName === "REMOVE"
      ? { removed: true, expiresAt: Math.floor(Date.now() / 1000) + REMEMBER_REMOVAL_SECONDS }
      : { item: change.newImage };
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: process.env.COPY_TABLE,
        Item: marshall({ ...change.keys, ...content, version }),
        ConditionExpression: "attribute_not_exists(version) OR version <= :version",
        ExpressionAttributeValues: marshall({ ":version": version }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    context.logger.info("A newer change was there before", { eventId: change.eventId });
  }
}
