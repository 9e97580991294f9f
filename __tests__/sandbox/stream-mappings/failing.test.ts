import type { CreateEventSourceMappingCommandInput } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import {
  Account,
  allow,
  createFunction,
  createMapping,
  createRole,
  createTable,
  type Invocations,
  lastResult,
  putItems,
  READ_ACTIONS,
  waitFor,
} from "../support/aws";
import { type OwnService, startOwnService } from "../support/own-service";

let service: OwnService;
beforeAll(async () => {
  service = await startOwnService();
});
afterAll(() => service.stop());

const BATCH = { BatchSize: 4, MaximumRetryAttempts: 1 };
const PARTIAL = { FunctionResponseTypes: ["ReportBatchItemFailures" as const] };

/** A function that fails on item "2", and a queue for what is given up; items 1 to 4 lie in the stream. */
async function prepare(body: string, settings: Partial<CreateEventSourceMappingCommandInput>) {
  const account = new Account(service.url);
  const streamArn = await createTable(account);
  await putItems(account, ["1", "2", "3", "4"]);
  const queueArn = `arn:aws:sqs:eu-central-1:${account.id}:given-up`;
  const { QueueUrl } = await account.sqs.send(new CreateQueueCommand({ QueueName: "given-up" }));
  const policy = {
    Version: "2012-10-17",
    Statement: [
      ...JSON.parse(allow(READ_ACTIONS, streamArn)).Statement,
      ...JSON.parse(allow(["sqs:SendMessage"], queueArn)).Statement,
    ],
  };
  const roleArn = await createRole(account, JSON.stringify(policy));
  const invocations = await createFunction(account, roleArn, body);
  const { UUID } = await createMapping(account, streamArn, {
    ...BATCH,
    DestinationConfig: { OnFailure: { Destination: queueArn } },
    ...settings,
  });
  const givenUp = async () => {
    const { Messages = [] } = await account.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }),
    );
    return Messages.map(({ Body }) => JSON.parse(Body ?? "{}"));
  };
  return { account, UUID, streamArn, invocations, givenUp };
}

const text = (invocations: Invocations) => invocations.batches().map((batch) => batch.join(""));
const RAISE = `if (ids.includes("2")) throw new Error("no 2, please");`;
const REPORT = `
  const bad = event.Records.find((record) => record.dynamodb.Keys.id.S === "2");
  return { batchItemFailures: bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };`;

test("an error without bisection tries the whole batch again, then gives it up", async () => {
  // Prepare
  const { invocations, givenUp, streamArn, account } = await prepare(RAISE, {});

  // Act
  const messages = await givenUp();

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
  const { invocations, givenUp } = await prepare(RAISE, { BisectBatchOnFunctionError: true });

  // Act
  const messages = await givenUp();
  await waitFor(() => text(invocations).includes("34"));

  // Assess
  expect(text(invocations)).toEqual(["1234", "12", "1", "2", "2", "34"]);
  expect(messages.map((message) => message.DDBStreamBatchInfo.batchSize)).toEqual([1]);
  expect(messages[0].requestContext.approximateInvokeCount).toBe(2);
});

test("a partial failure alone loses the good records behind the bad one", async () => {
  // Prepare
  const { invocations, givenUp } = await prepare(REPORT, PARTIAL);

  // Act
  const messages = await givenUp();

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
  const { account, UUID, invocations, givenUp } = await prepare(REPORT, {
    ...PARTIAL,
    BisectBatchOnFunctionError: true,
  });

  // Act
  const messages = await givenUp();
  await waitFor(() => text(invocations).includes("34"));
  await waitFor(async () => (await lastResult(account, UUID)) === "OK");

  // Assess
  expect(text(invocations)).toEqual(["1234", "234", "2", "2", "34"]);
  expect(messages.map((message) => message.DDBStreamBatchInfo.batchSize)).toEqual([1]);
});

test("an answer that names an unknown record fails the whole batch", async () => {
  // Prepare
  const { account, UUID, invocations, givenUp } = await prepare(
    `return { batchItemFailures: [{ itemIdentifier: "" }] };`,
    PARTIAL,
  );

  // Act
  await givenUp();

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
