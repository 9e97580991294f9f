import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BenchConsumer } from "./support/bench-consumer";
import { withSandbox } from "./support/bench-sandbox";
import { figures, measured } from "./support/measured-program";

const ITEMS = 100_000;
const SEGMENTS = "4";
/** DynamoDB takes so many items in one request (DynamoDB API reference, BatchWriteItem). */
const AT_ONCE = 25;

/** Backfills 100,000 items with 4 segments, in a sandbox of its own, and prints what it took. */
void withSandbox(async (sandbox, folder) => {
  const consumer = new BenchConsumer(sandbox, folder);
  const [streamArn = ""] = await consumer.open(["orders"]);
  await load(consumer.dynamodb);
  await consumer.createMapping(streamArn);
  const result = await measured(folder, "backfill", "--source", "orders", "--segments", SEGMENTS);
  const { records, repeated } = consumer.handled();
  console.log(result.out.trim());
  console.log(`${records} items handled, ${repeated} of them again: ${figures(result)}`);
  if (result.code !== 0 || records !== ITEMS || repeated > 0) process.exitCode = 1;
});

async function load(dynamodb: DynamoDBClient): Promise<void> {
  for (let first = 0; first < ITEMS; first += AT_ONCE) {
    const orders = Array.from({ length: AT_ONCE }, (_, index) => ({
      PutRequest: { Item: { id: { S: `item-${first + index}` }, n: { N: String(first + index) } } },
    }));
    const { UnprocessedItems = {} } = await dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { orders } }),
    );
    if (Object.keys(UnprocessedItems).length > 0) throw new Error("The emulator did not take all items.");
  }
}
