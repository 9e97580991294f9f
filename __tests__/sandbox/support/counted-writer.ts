import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

/** How many changes of each kind there were. */
export interface WrittenCounts {
  readonly inserts: number;
  readonly modifies: number;
  readonly removes: number;
}

/** How many changes that is; none if nothing is known. */
export function sizeOf(counts?: WrittenCounts): number {
  return counts ? counts.inserts + counts.modifies + counts.removes : 0;
}

/** Writes and deletes at random, the same in every run, and counts what was written as it is written. */
export class CountedWriter {
  readonly counts = { inserts: 0, modifies: 0, removes: 0 };
  /** IDs of the items that were changed. */
  readonly ids = new Set<string>();
  private readonly present = new Set<string>();
  private thousandths = 0n;

  constructor(
    private readonly table: string,
    private seed = 20_261_122,
  ) {}

  /** Exact sum of the attribute `order.amount` over all puts. */
  get amount(): string {
    const digits = String(this.thousandths).padStart(4, "0");
    return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, "");
  }

  /** The amount is another one each time, so each write is a change. @param client of the table's account */
  async write(client: DynamoDBClient, count: number): Promise<void> {
    const TableName = this.table;
    for (let left = count; left > 0; left -= 1) {
      const id = `order-${this.random(12)}`;
      this.ids.add(id);
      if (this.present.has(id) && this.random(4) === 0) {
        await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } }));
        this.present.delete(id);
        this.counts.removes += 1;
        continue;
      }
      const thousandths = 1_000 + this.random(9_000_000);
      const order = { M: { amount: { N: (thousandths / 1000).toFixed(3) } } };
      await client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, order } }));
      this.counts[this.present.has(id) ? "modifies" : "inserts"] += 1;
      this.present.add(id);
      this.thousandths += BigInt(thousandths);
    }
  }

  /** Linear congruential, constants of Numerical Recipes: the same in every run. */
  private random(below: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.seed / 2 ** 32) * below);
  }
}
