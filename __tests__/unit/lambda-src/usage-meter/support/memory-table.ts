import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";

export type Write = "done" | "refused" | "answer-lost";
type Item = Record<string, AttributeValue>;

/** A table that knows the two conditions of the ledger, and answers late, so that writers come between each other. */
export class MemoryTable {
  readonly items = new Map<string, Item>();
  puts = 0;
  gets = 0;

  /**
   * @param delays how many turns each answer takes, one after the other, from the start again after the last
   * @param writes what becomes of the first puts: each succeeds, is refused, or takes effect and its answer is lost
   */
  constructor(
    private readonly delays: readonly number[] = [0],
    private readonly writes: readonly Write[] = [],
  ) {}

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
    const write = this.writes[this.puts];
    this.puts += 1;
    if (write === "refused") throw new Error("The table answers too slowly.");
    const key = keyText(input.Item);
    const held = this.items.get(key)?.version?.N;
    const expected = input.ExpressionAttributeValues?.[":version"]?.N;
    if (held !== expected) {
      throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
    }
    this.items.set(key, structuredClone(input.Item ?? {}));
    if (write === "answer-lost") throw new Error("The connection was closed.");
    return {};
  }
}

function keyText(item: Item | undefined): string {
  return `${item?.owner?.S} ${item?.slot?.S}`;
}
