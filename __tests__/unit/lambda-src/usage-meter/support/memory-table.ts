import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";

type Item = Record<string, AttributeValue>;

/** A table that knows the two conditions of the ledger, and answers late, so that writers come between each other. */
export class MemoryTable {
  readonly items = new Map<string, Item>();
  puts = 0;
  gets = 0;

  /** @param delays how many turns each answer takes, one after the other, from the start again after the last */
  constructor(private readonly delays: readonly number[] = [0]) {}

  readonly client = { send: (command: unknown) => this.answer(command) } as Pick<DynamoDBClient, "send">;

  private async answer(command: unknown): Promise<unknown> {
    const turns = this.delays[(this.puts + this.gets) % this.delays.length] ?? 0;
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    if (command instanceof GetItemCommand) {
      this.gets += 1;
      const item = this.items.get(keyText(command.input.Key));
      return item ? { Item: structuredClone(item) } : {};
    }
    if (command instanceof PutItemCommand) return this.put(command);
    throw new Error("The ledger uses another command.");
  }

  private put({ input }: PutItemCommand): object {
    this.puts += 1;
    const key = keyText(input.Item);
    const held = this.items.get(key)?.version?.N;
    const expected = input.ExpressionAttributeValues?.[":version"]?.N;
    if (held !== expected) {
      throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
    }
    this.items.set(key, structuredClone(input.Item ?? {}));
    return {};
  }
}

function keyText(item: Item | undefined): string {
  return `${item?.owner?.S} ${item?.slot?.S}`;
}
