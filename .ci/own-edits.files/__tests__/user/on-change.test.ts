import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { onChange } from "../../lambda-src/stream-handler/on-change";
import { runOnChange, testTable } from "../../lambda-src/stream-handler/testing";

const sqs = mockClient(SQSClient);
const orders = testTable({ keys: ["orderId"] });

beforeEach(() => {
  sqs.reset();
});

test("a new item is sent", async () => {
  // Prepare
  const records = [orders.insert({ orderId: "1" }), orders.remove({ orderId: "2" })];

  // Act
  const { errors } = await runOnChange(onChange, records);

  // Assess
  expect(errors).toEqual([]);
  expect(sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input.MessageBody)).toEqual([
    '{"orderId":"1"}',
  ]);
});

test("a refusal makes Lambda send the change again", async () => {
  // Prepare
  sqs.on(SendMessageCommand).rejects(new Error("no"));
  const record = orders.insert({ orderId: "1" });

  // Act
  const { retriedFrom } = await runOnChange(onChange, [record]);

  // Assess
  expect(retriedFrom).toBe(record.dynamodb?.SequenceNumber);
});
