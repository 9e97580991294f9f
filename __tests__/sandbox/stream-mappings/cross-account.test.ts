import { DeleteResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { CreateEventSourceMappingCommand, GetEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { createMapping, grantStream, lastResult, putItems, serviceUrl, waitFor } from "../support/aws";
import { fixtureAt } from "../support/mapping-fixture";

/** The service that the sandbox itself has started. */
const mappings = fixtureAt(serviceUrl);

test("a write in one account reaches the function of another", async () => {
  // Prepare
  const { source, consumer, streamArn, roleArn, invocations } = await mappings.twoAccounts();
  await grantStream(source, streamArn, roleArn);

  // Act
  const { UUID } = await createMapping(consumer, streamArn);
  await putItems(source, ["a"]);
  await waitFor(() => invocations.events().length > 0);
  await waitFor(async () => (await lastResult(consumer, UUID)) !== "No records processed");

  // Assess
  expect(invocations.events()).toEqual([
    {
      Records: [
        {
          eventID: expect.any(String),
          eventName: "INSERT",
          eventVersion: "1.1",
          eventSource: "aws:dynamodb",
          awsRegion: "eu-central-1",
          dynamodb: {
            ApproximateCreationDateTime: expect.any(Number),
            Keys: { id: { S: "a" }, sk: { S: "-" } },
            NewImage: { id: { S: "a" }, sk: { S: "-" }, n: { N: "1" } },
            SequenceNumber: expect.stringMatching(/^\d+$/),
            SizeBytes: expect.any(Number),
            StreamViewType: "NEW_AND_OLD_IMAGES",
          },
          eventSourceARN: streamArn,
        },
      ],
    },
  ]);
  expect(await lastResult(consumer, UUID)).toBe("OK");
});

test("without a stream policy, creation is refused in AWS's words", async () => {
  // Prepare
  const { consumer, streamArn } = await mappings.twoAccounts();

  // Act
  const refused = consumer.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "on-change",
      EventSourceArn: streamArn,
      StartingPosition: "TRIM_HORIZON",
    }),
  );

  // Assess
  await expect(refused).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message:
      `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, ` +
      "DescribeStream, and ListStreams Actions on your stream in IAM.",
  });
});

test("a revoked policy stops delivery and says so; returned, nothing is lost", async () => {
  // Prepare
  const { source, consumer, streamArn, roleArn, invocations } = await mappings.twoAccounts();
  await grantStream(source, streamArn, roleArn);
  const { UUID } = await createMapping(consumer, streamArn);

  // Act
  await source.dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn: streamArn }));
  await waitFor(async () => (await lastResult(consumer, UUID))?.startsWith("PROBLEM") === true);
  await putItems(source, ["denied"]);
  const denied = await consumer.lambda.send(new GetEventSourceMappingCommand({ UUID }));
  const whileDenied = invocations.batches();
  await grantStream(source, streamArn, roleArn);
  await waitFor(() => invocations.batches().length > 0);

  // Assess
  expect(whileDenied).toEqual([]);
  expect(denied.State).toBe("Enabled");
  expect(denied.LastProcessingResult).toMatch(
    new RegExp(
      `^PROBLEM: User: arn:aws:sts::${consumer.id}:assumed-role/reader/awslambda_\\d+_\\d+ is not authorized to ` +
        `perform: dynamodb:DescribeStream on resource: ${streamArn} because no resource-based policy allows the ` +
        "dynamodb:DescribeStream action$",
    ),
  );
  expect(invocations.batches()).toEqual([["denied"]]);
});
