import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { rootSecret } from "../../../sandbox/secret";
import { type Account, createMapping, putItems, READ_ACTIONS, uniqueName, waitFor } from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

const mappings = mappingFixture();

const FAILS = `throw new Error("never");`;

/** A function that always fails, whose role may do `actions` on `resource` besides reading. */
function prepare(actions: readonly string[], resource: string | readonly string[], body = FAILS) {
  const policy = (streamArn: string) => {
    const Statement = [
      { Effect: "Allow", Action: READ_ACTIONS, Resource: streamArn },
      ...(actions.length > 0 ? [{ Effect: "Allow", Action: actions, Resource: resource }] : []),
    ];
    return JSON.stringify({ Version: "2012-10-17", Statement });
  };
  return mappings.oneAccount({ body, policy });
}

/** What the service's status says of a mapping's discarded batches. */
async function discardedBy(UUID: string | undefined): Promise<unknown> {
  const status = await fetch(`${mappings.url}/_stream-mappings/status`, {
    headers: { authorization: `Bearer ${rootSecret()}` },
  });
  const { mappings: all } = (await status.json()) as { mappings: { uuid: string; discarded: unknown }[] };
  return all.find(({ uuid }) => uuid === UUID)?.discarded;
}

async function sum(
  account: Account,
  MetricName: string,
  dimension: [string, string | undefined],
): Promise<number> {
  const { Datapoints = [] } = await account.cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/Lambda",
      MetricName,
      Dimensions: [{ Name: dimension[0], Value: dimension[1] }],
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 600_000),
      Period: 3600,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
}

test("a bucket gets the records themselves, under AWS's key", async () => {
  // Prepare
  const Bucket = uniqueName("discarded");
  const arn = `arn:aws:s3:::${Bucket}`;
  const { account, streamArn, invocations } = await prepare(
    ["s3:PutObject", "s3:ListBucket"],
    [arn, `${arn}/*`],
  );
  await account.s3.send(new CreateBucketCommand({ Bucket }));
  await putItems(account, ["a", "b"]);

  // Act
  const { UUID } = await createMapping(account, streamArn, {
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: arn } },
  });
  const objects = async () => (await account.s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? [];
  await waitFor(async () => (await objects()).length === 1);

  // Assess
  const [{ Key } = {}] = await objects();
  const { Body, ContentType } = await account.s3.send(new GetObjectCommand({ Bucket, Key }));
  const record = JSON.parse((await Body?.transformToString()) ?? "{}");
  // Recorded: not application/json, and the event is text in a string.
  expect(ContentType).toBe("application/octet-stream");
  expect(Key).toMatch(
    new RegExp(
      `^aws/lambda/${UUID}/shardId-[0-9a-z-]+/\\d{4}/\\d\\d/\\d\\d/\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d-[0-9a-f-]{36}$`,
    ),
  );
  expect(JSON.parse(record.payload)).toEqual(invocations.events()[0]);
  expect(record.requestContext.condition).toBe("RetryAttemptsExhausted");
  expect(await discardedBy(UUID)).toMatchObject({ deliveredBatches: 1, deliveredRecords: 2, lastKey: Key });
});

test("a topic gets the same record as a queue", async () => {
  // Prepare
  const { account, streamArn } = await prepare(["sns:Publish"], "*");
  const { TopicArn } = await account.sns.send(new CreateTopicCommand({ Name: "discarded" }));
  const { QueueUrl } = await account.sqs.send(new CreateQueueCommand({ QueueName: "subscriber" }));
  const Endpoint = `arn:aws:sqs:eu-central-1:${account.id}:subscriber`;
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: Endpoint,
      },
    ],
  });
  await account.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await account.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  await putItems(account, ["a"]);

  // Act
  await createMapping(account, streamArn, {
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: TopicArn } },
  });
  const { Messages } = await account.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));

  // Assess
  const notification = JSON.parse(Messages?.[0]?.Body ?? "{}");
  expect(JSON.parse(notification.Message)).toMatchObject({
    requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 1 },
    DDBStreamBatchInfo: { batchSize: 1, streamArn },
  });
});

test("a destination that the role may not write to gets nothing, and the metrics say so", async () => {
  // Prepare
  const { account, streamArn } = await prepare([], "*");
  const { QueueUrl } = await account.sqs.send(new CreateQueueCommand({ QueueName: "discarded" }));
  const Destination = `arn:aws:sqs:eu-central-1:${account.id}:discarded`;
  await putItems(account, ["a", "b"]);

  // Act
  const { UUID } = await createMapping(account, streamArn, {
    MaximumRetryAttempts: 0,
    MetricsConfig: { Metrics: ["EventCount"] },
    DestinationConfig: { OnFailure: { Destination } },
  });
  const dimension: [string, string | undefined] = ["EventSourceMappingUUID", UUID];
  await waitFor(async () => (await sum(account, "DroppedEventCount", dimension)) > 0);

  // Assess
  expect(await sum(account, "DroppedEventCount", dimension)).toBe(2);
  expect(await sum(account, "OnFailureDestinationDeliveredEventCount", dimension)).toBe(0);
  expect(await sum(account, "DestinationDeliveryFailures", ["FunctionName", "on-change"])).toBe(1);
  const { Messages } = await account.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages ?? []).toEqual([]);
  expect(await discardedBy(UUID)).toMatchObject({ deliveredBatches: 0, lostBatches: 1, lostRecords: 2 });
});

test("event-count metrics count what was polled, filtered, invoked, failed and delivered", async () => {
  // Prepare
  const { account, streamArn } = await prepare(["sqs:SendMessage"], "*");
  await account.sqs.send(new CreateQueueCommand({ QueueName: "discarded" }));
  await putItems(account, ["a", "b", "c"]);

  // Act
  const { UUID } = await createMapping(account, streamArn, {
    MaximumRetryAttempts: 1,
    MetricsConfig: { Metrics: ["EventCount"] },
    FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"Keys":{"id":{"S":["a","b"]}}}}' }] },
    DestinationConfig: { OnFailure: { Destination: `arn:aws:sqs:eu-central-1:${account.id}:discarded` } },
  });
  const total = (name: string) => sum(account, name, ["EventSourceMappingUUID", UUID]);
  await waitFor(async () => (await total("OnFailureDestinationDeliveredEventCount")) > 0);

  // Assess
  expect(await total("PolledEventCount")).toBe(3);
  expect(await total("FilteredOutEventCount")).toBe(1);
  expect(await total("InvokedEventCount")).toBe(4);
  expect(await total("FailedInvokeEventCount")).toBe(4);
  expect(await total("OnFailureDestinationDeliveredEventCount")).toBe(2);
  expect(await total("DroppedEventCount")).toBe(0);
});

test("a mapping without metrics sends none of its own", async () => {
  // Prepare
  const { account, streamArn, invocations } = await prepare([], "*", "return {};");
  await putItems(account, ["a"]);

  // Act
  const { UUID } = await createMapping(account, streamArn);
  await waitFor(() => invocations.events().length > 0);
  await waitFor(async () => (await sum(account, "Invocations", ["FunctionName", "on-change"])) > 0);
  await new Promise((resolve) => setTimeout(resolve, 400));

  // Assess
  expect(await sum(account, "PolledEventCount", ["EventSourceMappingUUID", UUID])).toBe(0);
});
