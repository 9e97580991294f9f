import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import {
  Account,
  allow,
  createFunction,
  createMapping,
  createRole,
  mappingState,
  READ_ACTIONS,
  waitFor,
} from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

const UNKNOWN = "11111111-2222-4333-8444-555555555555";

// Long enough for a call to find a mapping on its way, also on a busy machine.
const mappings = mappingFixture({ flags: ["--transition-ms", "500"] });
let account: Account;
let streamArn: string;
beforeEach(async () => {
  ({ account, streamArn } = await mappings.oneAccount());
});

function create(settings: Partial<CreateEventSourceMappingCommandInput> = {}) {
  return account.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "on-change",
      EventSourceArn: streamArn,
      StartingPosition: "TRIM_HORIZON",
      ...settings,
    }),
  );
}

test("Create answers 202 with AWS's defaults and exactly AWS's members", async () => {
  // Act
  const { $metadata, LastModified, UUID, ...rest } = await create();

  // Assess
  expect($metadata.httpStatusCode).toBe(202);
  expect(LastModified).toBeInstanceOf(Date);
  expect(rest).toEqual({
    BatchSize: 100,
    BisectBatchOnFunctionError: false,
    DestinationConfig: { OnFailure: {} },
    EventSourceArn: streamArn,
    EventSourceMappingArn: `arn:aws:lambda:eu-central-1:${account.id}:event-source-mapping:${UUID}`,
    FunctionArn: `arn:aws:lambda:eu-central-1:${account.id}:function:on-change`,
    FunctionResponseTypes: [],
    LastProcessingResult: "No records processed",
    MaximumBatchingWindowInSeconds: 0,
    MaximumRecordAgeInSeconds: -1,
    MaximumRetryAttempts: -1,
    ParallelizationFactor: 1,
    StartingPosition: "TRIM_HORIZON",
    State: "Creating",
    StateTransitionReason: "User action",
    TumblingWindowInSeconds: 0,
  });
});

test("a mapping made disabled goes from Creating to Disabled", async () => {
  // Act
  const created = await create({ Enabled: false });
  await waitFor(async () => (await mappingState(account, created.UUID)) !== "Creating");

  // Assess
  expect(created.State).toBe("Creating");
  expect(await mappingState(account, created.UUID)).toBe("Disabled");
});

test("the same stream and function a second time are in conflict; another function is not", async () => {
  // Prepare
  const { UUID } = await create();
  await createFunction(account, `arn:aws:iam::${account.id}:role/reader`, "", { name: "another" });

  // Act
  const second = await create().catch((error: unknown) => error);
  const other = await create({ FunctionName: "another" });

  // Assess
  expect(second).toMatchObject({
    name: "ResourceConflictException",
    $metadata: { httpStatusCode: 409 },
    Type: "User",
    message:
      `The event source arn (" ${streamArn} ") and function (" on-change ") provided mapping already exists. ` +
      `Please update or delete the existing mapping with UUID ${UUID}`,
  });
  expect(other.State).toBe("Creating");
});

const refusals: [string, Record<string, unknown>, string, string][] = [
  [
    "no starting position",
    { StartingPosition: undefined },
    "InvalidParameterValueException",
    "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
  ],
  [
    "an unknown starting position",
    { StartingPosition: "invalid" },
    "ValidationException",
    "1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
  ],
  [
    "a timestamp without AT_TIMESTAMP",
    { StartingPositionTimestamp: new Date(1_700_000_000_000) },
    "InvalidParameterValueException",
    "Timestamp only valid with StartingPosition AT_TIMESTAMP",
  ],
  [
    "a function that does not exist",
    { FunctionName: "nobody" },
    "InvalidParameterValueException",
    "Function does not exist",
  ],
  [
    "no source",
    { EventSourceArn: undefined, FunctionName: "nobody" },
    "InvalidParameterValueException",
    "Unrecognized event source.",
  ],
  [
    "a destination for successes",
    { DestinationConfig: { OnSuccess: { Destination: "arn:aws:sqs:eu-central-1:111111111111:q" } } },
    "InvalidParameterValueException",
    "OnSuccess configuration is not supported for event source mappings.",
  ],
  [
    "a broken filter",
    { FilterCriteria: { Filters: [{ Pattern: "single-string" }] } },
    "InvalidParameterValueException",
    "Invalid filter pattern definition.",
  ],
  [
    "a record age below a minute",
    { MaximumRecordAgeInSeconds: 59 },
    "InvalidParameterValueException",
    "MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)",
  ],
  [
    "two values out of range",
    { BatchSize: 10_001, ParallelizationFactor: 0 },
    "ValidationException",
    "2 validation errors detected: Value '10001' at 'batchSize' failed to satisfy constraint: Member must have value less than or equal to 10000; Value '0' at 'parallelizationFactor' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
];

test.each(refusals)("Create refuses %s", async (_, settings, name, message) => {
  // Act
  const refused = create(settings);

  // Assess
  await expect(refused).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: 400 } });
});

test("Create refuses AT_TIMESTAMP and a stream that does not exist", async () => {
  // Prepare
  const missing = streamArn.replace(/stream\/.*/, "stream/2020-01-01T00:00:00.000");
  await createRole(account, allow(READ_ACTIONS, "*"), "wide");
  await createFunction(account, `arn:aws:iam::${account.id}:role/wide`, "", { name: "wide" });

  // Act
  const outcomes = await Promise.allSettled([
    create({ StartingPosition: "AT_TIMESTAMP", StartingPositionTimestamp: new Date() }),
    create({ EventSourceArn: missing, FunctionName: "wide" }),
  ]);

  // Assess
  const name = "InvalidParameterValueException";
  expect(outcomes).toMatchObject([
    { reason: { name, message: `Unsupported starting position for arn type: ${streamArn}` } },
    { reason: { name, message: `Stream not found: ${missing}` } },
  ]);
});

test("an empty list of filters counts as none", async () => {
  // Act
  const created = await create({ FilterCriteria: { Filters: [] } });

  // Assess
  expect(created.FilterCriteria).toBeUndefined();
});

test("Update changes what it names, passes through Updating, and keeps all else", async () => {
  // Prepare
  const created = await createMapping(account, streamArn, { BatchSize: 5 });
  const filter = { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] };

  // Act
  const updated = await account.lambda.send(
    new UpdateEventSourceMappingCommand({
      UUID: created.UUID,
      FilterCriteria: filter,
      MaximumRetryAttempts: 3,
    }),
  );
  await waitFor(async () => (await mappingState(account, created.UUID)) === "Enabled");

  // Assess
  expect(updated.$metadata.httpStatusCode).toBe(202);
  expect(updated).toMatchObject({
    State: "Updating",
    BatchSize: 5,
    FilterCriteria: filter,
    MaximumRetryAttempts: 3,
  });
  expect(await account.lambda.send(new GetEventSourceMappingCommand({ UUID: created.UUID }))).toMatchObject({
    State: "Enabled",
    BatchSize: 5,
    FilterCriteria: filter,
  });
});

test("disabling and enabling pass through their own states", async () => {
  // Prepare
  const { UUID } = await createMapping(account, streamArn);
  const setEnabled = (Enabled: boolean) =>
    account.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));

  // Act
  const disabling = await setEnabled(false);
  await waitFor(async () => (await mappingState(account, UUID)) === "Disabled");
  const enabling = await setEnabled(true);
  await waitFor(async () => (await mappingState(account, UUID)) === "Enabled");

  // Assess
  expect([disabling.State, enabling.State]).toEqual(["Disabling", "Enabling"]);
});

test("a mapping on its way takes no changes", async () => {
  // Prepare
  const { UUID } = await create();

  // Act
  const outcomes = await Promise.allSettled([
    account.lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 })),
    account.lambda.send(new DeleteEventSourceMappingCommand({ UUID })),
  ]);

  // Assess
  const inUse = (verb: string) => ({
    reason: {
      name: "ResourceInUseException",
      message: `Cannot ${verb} the event source mapping because it is in use.`,
      $metadata: { httpStatusCode: 400 },
    },
  });
  expect(outcomes).toMatchObject([inUse("update"), inUse("delete")]);
});

test("Delete answers with the whole mapping, which is gone a moment later", async () => {
  // Prepare
  const { UUID } = await createMapping(account, streamArn);

  // Act
  const deleted = await account.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await waitFor(() =>
    mappingState(account, UUID).then(
      () => false,
      () => true,
    ),
  );

  // Assess
  expect(deleted).toMatchObject({
    UUID,
    State: "Deleting",
    BatchSize: 100,
    $metadata: { httpStatusCode: 202 },
  });
  await expect(mappingState(account, UUID)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The resource you requested does not exist.",
    $metadata: { httpStatusCode: 404 },
  });
});

test("a mapping of another account does not exist", async () => {
  // Prepare
  const { UUID } = await create();
  const stranger = new Account(mappings.url);

  // Act
  const refused = mappingState(stranger, UUID);

  // Assess
  await expect(refused).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("deleting the function leaves the mapping", async () => {
  // Prepare
  const { UUID } = await createMapping(account, streamArn);

  // Act
  await account.lambda.send(new DeleteFunctionCommand({ FunctionName: "on-change" }));

  // Assess
  expect(await mappingState(account, UUID)).toBe("Enabled");
});

test("List finds by function and by source, page by page", async () => {
  // Prepare
  const roleArn = `arn:aws:iam::${account.id}:role/reader`;
  for (const name of ["b", "c"]) await createFunction(account, roleArn, "", { name });
  const made = [await create(), await create({ FunctionName: "b" }), await create({ FunctionName: "c" })];
  const list = (query: Record<string, unknown>) =>
    account.lambda.send(new ListEventSourceMappingsCommand(query));

  // Act
  const byFunction = await list({ FunctionName: "b" });
  const bySource = await list({ EventSourceArn: streamArn });
  const nothing = await list({ FunctionName: "nobody" });
  const first = await list({ MaxItems: 2 });
  const second = await list({ MaxItems: 2, Marker: first.NextMarker });

  // Assess
  expect(byFunction.EventSourceMappings?.map(({ UUID }) => UUID)).toEqual([made[1]?.UUID]);
  expect(bySource.EventSourceMappings).toHaveLength(3);
  expect(nothing.EventSourceMappings).toEqual([]);
  expect(
    [...(first.EventSourceMappings ?? []), ...(second.EventSourceMappings ?? [])].map(({ UUID }) => UUID),
  ).toEqual(made.map(({ UUID }) => UUID));
  expect(second.NextMarker).toBeUndefined();
});

test("tags are kept, overwritten and removed; unknown keys do no harm", async () => {
  // Prepare
  const { EventSourceMappingArn: Resource } = await create({ Tags: { team: "a", keep: "yes" } });
  const tags = async () => (await account.lambda.send(new ListTagsCommand({ Resource }))).Tags;
  const atCreation = await tags();

  // Act
  const tagged = await account.lambda.send(
    new TagResourceCommand({ Resource, Tags: { team: "b", more: "1" } }),
  );
  const untagged = await account.lambda.send(
    new UntagResourceCommand({ Resource, TagKeys: ["more", "nothing"] }),
  );

  // Assess
  expect(atCreation).toEqual({ team: "a", keep: "yes" });
  expect([tagged.$metadata.httpStatusCode, untagged.$metadata.httpStatusCode]).toEqual([204, 204]);
  expect(await tags()).toEqual({ team: "b", keep: "yes" });
});

test("tag calls for a mapping that does not exist name it", async () => {
  // Prepare
  const Resource = `arn:aws:lambda:eu-central-1:${account.id}:event-source-mapping:${UNKNOWN}`;

  // Act
  const refused = account.lambda.send(new ListTagsCommand({ Resource }));

  // Assess
  await expect(refused).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Event source mapping not found: ${Resource}`,
  });
});

test("MetricsConfig is shown once it was given", async () => {
  // Act
  const without = await create();
  await createFunction(account, `arn:aws:iam::${account.id}:role/reader`, "", { name: "counted" });
  const counted = await create({ FunctionName: "counted", MetricsConfig: { Metrics: ["EventCount"] } });

  // Assess
  expect(without.MetricsConfig).toBeUndefined();
  expect(counted.MetricsConfig).toEqual({ Metrics: ["EventCount"] });
});
