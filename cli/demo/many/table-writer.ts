import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { recordSize } from "../../../replay/record-size";
import { decimalText, type SizedChange } from "./changes";
import type { Random } from "./random";

/** A table to write to, all of whose key attributes are strings. */
export interface WritableTable {
  readonly tableName: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Images that the stream carries. */
  readonly streamViewType: string;
}

/** How many different items an owner's changes are about. */
const ITEMS = 12;

/** The attribute that is added up. */
export const AMOUNT = "amount";

/** Puts, updates and deletes at random, and notes down each change that was made. */
export class TableWriter {
  /** What was written, in order. */
  readonly changes: SizedChange[] = [];
  /** Amount of each item that is there. */
  private readonly present = new Map<string, number>();

  /** @param prefix what the partition keys of the items begin with */
  constructor(
    private readonly table: WritableTable,
    private readonly prefix: string,
    private readonly random: Random,
  ) {}

  /** Makes one change. @param client acts in the table's account */
  async write(client: DynamoDBClient): Promise<void> {
    const id = `${this.prefix}${this.random.below(ITEMS)}`;
    const before = this.present.get(id);
    if (before !== undefined && this.random.below(4) === 0) return this.remove(client, id, before);
    const thousandths = this.otherThan(before);
    if (this.random.below(2) === 0) await this.put(client, id, thousandths);
    else await this.update(client, id, thousandths);
    this.present.set(id, thousandths);
    const kind = before === undefined ? "INSERT" : "MODIFY";
    this.changes.push({ kind, id, thousandths, bytes: this.size(id, before, thousandths) });
  }

  private async remove(client: DynamoDBClient, id: string, before: number): Promise<void> {
    const { tableName: TableName } = this.table;
    await client.send(new DeleteItemCommand({ TableName, Key: this.key(id) }));
    this.present.delete(id);
    this.changes.push({ kind: "REMOVE", id, bytes: this.size(id, before, undefined) });
  }

  private async put(client: DynamoDBClient, id: string, thousandths: number): Promise<void> {
    const Item = this.item(id, thousandths);
    await client.send(new PutItemCommand({ TableName: this.table.tableName, Item }));
  }

  private async update(client: DynamoDBClient, id: string, thousandths: number): Promise<void> {
    await client.send(
      new UpdateItemCommand({
        TableName: this.table.tableName,
        Key: this.key(id),
        UpdateExpression: "SET #amount = :amount",
        ExpressionAttributeNames: { "#amount": AMOUNT },
        ExpressionAttributeValues: { ":amount": amountOf(thousandths) },
      }),
    );
  }

  /** Size of the record of a change, in bytes: of its key and of the images that the stream carries. */
  private size(id: string, before: number | undefined, after: number | undefined): number {
    const { streamViewType } = this.table;
    const hasOld = before !== undefined && /OLD/.test(streamViewType);
    const hasNew = after !== undefined && /NEW/.test(streamViewType);
    return recordSize({
      Keys: this.key(id),
      ...(hasOld && { OldImage: this.item(id, before) }),
      ...(hasNew && { NewImage: this.item(id, after) }),
    });
  }

  private item(id: string, thousandths: number): Record<string, AttributeValue> {
    return { ...this.key(id), [AMOUNT]: amountOf(thousandths) };
  }

  private key(id: string): Record<string, AttributeValue> {
    const { partitionKey, sortKey } = this.table;
    return { [partitionKey]: { S: id }, ...(sortKey !== undefined && { [sortKey]: { S: "1" } }) };
  }

  /** A write that changes nothing makes no record. */
  private otherThan(before: number | undefined): number {
    const drawn = 1 + this.random.below(9_999_999);
    return drawn === before ? drawn + 1 : drawn;
  }
}

function amountOf(thousandths: number): AttributeValue {
  return { N: decimalText(thousandths) };
}
