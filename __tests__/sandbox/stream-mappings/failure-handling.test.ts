import type { CreateEventSourceMappingCommandInput } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { createMapping, type Invocations, lastResult, putItems, READ_ACTIONS, waitFor } from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

const mappings = mappingFixture();

const BATCH = { BatchSize: 4, MaximumRetryAttempts: 1 };
const PARTIAL = { FunctionResponseTypes: ["ReportBatchItemFailures" as const] };

/** A function that fails on item "2", and a queue for what is discarded; items 1 to 4 are in the stream. */
async function prepare(body: string, settings: Partial<CreateEventSourceMappingCommandInput>) {
  const prepared = await mappings.oneAccount({ body, policy: readAndSend });
  const { account, streamArn } = prepared;
  await putItems(account, ["1", "2", "3", "4"]);
  const { QueueUrl } = await account.sqs.send(new CreateQueueCommand({ QueueName: "discarded" }));
  const { UUID } = await createMapping(account, streamArn, {
    ...BATCH,
    DestinationConfig: { OnFailure: { Destination: queueArn(account.id) } },
    ...settings,
  });
  const discarded = async () => {
    const { Messages = [] } = await account.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }),
    );
    return Messages.map(({ Body }) => JSON.parse(Body ?? "{}"));
  };
  return { ...prepared, UUID, discarded };
}

function queueArn(accountId: string): string {
  return `arn:aws:sqs:eu-central-1:${accountId}:discarded`;
}

function readAndSend(streamArn: string, accountId: string): string {
  const Statement = [
    { Effect: "Allow", Action: READ_ACTIONS, Resource: streamArn },
    { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn(accountId) },
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const text = (invocations: Invocations) => invocations.batches().map((batch) => batch.join(""));
const RAISE = `if (ids.includes("2")) throw new Error("no 2, please");`;
const REPORT = `
  const bad = event.Records.find((record) => record.dynamodb.Keys.id.S === "2");
  return { batchItemFailures: bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };`;

test("an error without bisection tries the whole batch again, then discards it", async () => {
  // Prepare
  const { invocations, discarded, streamArn, account } = await prepare(RAISE, {});

  // Act
  const messages = await discarded();

  // Assess
  const sequences = invocations.events()[0]?.Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  expect(text(invocations)).toEqual(["1234", "1234"]);
  expect(messages).toEqual([
    {
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: `arn:aws:lambda:eu-central-1:${account.id}:function:on-change`,
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: sequences?.[0],
        endSequenceNumber: sequences?.[3],
        approximateArrivalOfFirstRecord: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        approximateArrivalOfLastRecord: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        batchSize: 4,
        streamArn,
      },
    },
  ]);
});

test("an error with bisection loses the bad record only", async () => {
  // Prepare
  const { invocations, discarded } = await prepare(RAISE, { BisectBatchOnFunctionError: true });

  // Act
  const messages = await discarded();
  await waitFor(() => text(invocations).includes("34"));

  // Assess
  expect(text(invocations)).toEqual(["1234", "12", "1", "2", "2", "34"]);
  expect(messages.map((message) => message.DDBStreamBatchInfo.batchSize)).toEqual([1]);
  expect(messages[0].requestContext.approximateInvokeCount).toBe(2);
});

test("a partial failure alone loses the good records behind the bad one", async () => {
  // Prepare
  const { invocations, discarded } = await prepare(REPORT, PARTIAL);

  // Act
  const messages = await discarded();

  // Assess
  expect(text(invocations)).toEqual(["1234", "234", "234"]);
  expect(messages.map((message) => message.DDBStreamBatchInfo.batchSize)).toEqual([3]);
  expect(messages[0].responseContext).toEqual({
    statusCode: 200,
    executedVersion: "$LATEST",
    functionError: null,
  });
});

test("a partial failure with bisection loses the bad record only", async () => {
  // Prepare
  const { account, UUID, invocations, discarded } = await prepare(REPORT, {
    ...PARTIAL,
    BisectBatchOnFunctionError: true,
  });

  // Act
  const messages = await discarded();
  await waitFor(() => text(invocations).includes("34"));
  await waitFor(async () => (await lastResult(account, UUID)) === "OK");

  // Assess
  expect(text(invocations)).toEqual(["1234", "234", "2", "2", "34"]);
  expect(messages.map((message) => message.DDBStreamBatchInfo.batchSize)).toEqual([1]);
});

test("an answer that names an unknown record fails the whole batch", async () => {
  // Prepare
  const { account, UUID, invocations, discarded } = await prepare(
    `return { batchItemFailures: [{ itemIdentifier: "" }] };`,
    PARTIAL,
  );

  // Act
  await discarded();

  // Assess
  expect(text(invocations)).toEqual(["1234", "1234"]);
  expect(await lastResult(account, UUID)).toBe(
    "PROBLEM: Sequence number in function response is invalid. Please check function implementation.",
  );
});

test("the same answer counts for nothing when the mapping did not ask for it", async () => {
  // Prepare
  const { account, UUID, invocations } = await prepare(
    `return { batchItemFailures: [{ itemIdentifier: "" }] };`,
    {},
  );

  // Act
  await waitFor(async () => (await lastResult(account, UUID)) === "OK");

  // Assess
  expect(text(invocations)).toEqual(["1234"]);
});
