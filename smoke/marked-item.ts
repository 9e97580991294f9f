import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  DynamoDBServiceException,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { SMOKE_ATTRIBUTE, SMOKE_PREFIX } from "../config/smoke-marker";
import { SmokeError } from "./smoke-error";

/** The one item of a smoke test. Every call has a condition that no other item meets. */
export class MarkedItem {
  private left = false;

  /**
   * @param mark the attribute's value: the prefix and the ID of this run
   * @param key the key that the environment file allows
   */
  constructor(
    private readonly dynamodb: DynamoDBClient,
    private readonly tableName: string,
    private readonly key: Record<string, AttributeValue>,
    private readonly mark: string,
  ) {}

  /** Whether the item is in the table, as far as anybody knows. */
  get mayBeThere(): boolean {
    return this.left;
  }

  /**
   * Puts the item, in the place of one that an earlier smoke test left.
   * @throws SmokeError if an item that is no smoke test's has the key
   */
  async put(): Promise<void> {
    const [partitionKey = ""] = Object.keys(this.key);
    this.left = true;
    try {
      await this.dynamodb.send(
        new PutItemCommand({
          TableName: this.tableName,
          Item: { ...this.key, [SMOKE_ATTRIBUTE]: { S: this.mark } },
          ConditionExpression: "attribute_not_exists(#key) OR begins_with(#mark, :prefix)",
          ExpressionAttributeNames: { "#key": partitionKey, "#mark": SMOKE_ATTRIBUTE },
          ExpressionAttributeValues: { ":prefix": { S: SMOKE_PREFIX } },
        }),
      );
    } catch (error) {
      this.left = !isRefusal(error);
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      throw new SmokeError([
        {
          cause: `${this.tableName} has an item under the key of the smoke test that no smoke test put, and it was left alone`,
          remedy: "Give smokeTest a key that nothing else uses",
        },
      ]);
    }
  }

  /** Removes the item. One that is gone, or that another run has put since, is left as it is. */
  async remove(): Promise<void> {
    try {
      await this.dynamodb.send(
        new DeleteItemCommand({
          TableName: this.tableName,
          Key: this.key,
          ConditionExpression: "#mark = :mark",
          ExpressionAttributeNames: { "#mark": SMOKE_ATTRIBUTE },
          ExpressionAttributeValues: { ":mark": { S: this.mark } },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    this.left = false;
  }
}

/** Whether DynamoDB said that it did nothing. After anything else, such as a lost connection, it may have. */
function isRefusal(error: unknown): boolean {
  return error instanceof DynamoDBServiceException && error.$fault === "client";
}
