import { randomUUID } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { BenchConsumer } from "./support/bench-consumer";
import { withSandbox } from "./support/bench-sandbox";
import { figures, measured } from "./support/measured-program";

const BATCHES = 100;
const RECORDS = 100;

/** Re-drives 10,000 records in 100 batches, in a sandbox of its own, and prints what it took. */
void withSandbox(async (sandbox, folder) => {
  const consumer = new BenchConsumer(sandbox, folder);
  const [streamArn = ""] = await consumer.open(["orders"]);
  for (let batch = 0; batch < BATCHES; batch++) {
    await consumer.s3.send(
      new PutObjectCommand({ Bucket: consumer.bucket, ...failedBatch(batch, streamArn, consumer) }),
    );
  }
  const result = await measured(folder, "failures", "redrive", "--all");
  const { records, repeated } = consumer.handled();
  console.log(result.out.trim());
  console.log(`${records} records handled, ${repeated} of them again: ${figures(result)}`);
  if (result.code !== 0 || records !== BATCHES * RECORDS || repeated > 0) process.exitCode = 1;
});

/** What Lambda writes about a batch that it gave up, as recorded from AWS; each of four shards has a quarter of them. */
function failedBatch(batch: number, streamArn: string, { functionArn }: BenchConsumer) {
  const shardId = `shardId-0000000000000000000${batch % 4}-00000000`;
  const Records = Array.from({ length: RECORDS }, (_, index) => record(batch * RECORDS + index, streamArn));
  const [first] = Records;
  const Body = JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 11,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: "2026-01-31T08:00:00.000Z",
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: Records.at(-1)?.dynamodb.SequenceNumber,
      batchSize: RECORDS,
      streamArn,
    },
    payload: JSON.stringify({ Records }),
  });
  const mapping = "11111111-2222-4333-8444-555555555555";
  const name = `2026-01-31T08.00.00-${randomUUID()}`;
  return { Key: `aws/lambda/${mapping}/${shardId}/2026/01/31/${name}`, Body };
}

/** A record of about a kilobyte. */
function record(number: number, eventSourceARN: string) {
  const Keys = { id: { S: `item-${number}` } };
  return {
    eventID: `event-${number}`,
    eventName: "MODIFY",
    eventSource: "aws:dynamodb",
    eventSourceARN,
    dynamodb: {
      Keys,
      NewImage: { ...Keys, text: { S: "x".repeat(800) } },
      SequenceNumber: String(1_000_000 + number),
      StreamViewType: "NEW_IMAGE",
    },
  };
}
