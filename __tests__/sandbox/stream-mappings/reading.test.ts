import { DeleteTableCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { createMapping, mappingState, putItems, waitFor } from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

const mappings = mappingFixture();

async function prepare() {
  const prepared = await mappings.oneAccount();
  return { ...prepared, handled: () => prepared.invocations.batches().flat() };
}

test("TRIM_HORIZON delivers what lies in the stream, in order", async () => {
  // Prepare
  const { account, streamArn, handled } = await prepare();
  await putItems(account, ["a", "b", "c"]);

  // Act
  await createMapping(account, streamArn);
  await waitFor(() => handled().length === 3);

  // Assess
  expect(handled()).toEqual(["a", "b", "c"]);
});

test("LATEST delivers only what comes after the call", async () => {
  // Prepare
  const { account, streamArn, handled } = await prepare();
  await putItems(account, ["old"]);

  // Act
  await createMapping(account, streamArn, { StartingPosition: "LATEST" });
  await putItems(account, ["new"]);
  await waitFor(() => handled().length > 0);

  // Assess
  expect(handled()).toEqual(["new"]);
});

test("LATEST of an empty stream misses nothing", async () => {
  // Prepare
  const { account, streamArn, handled } = await prepare();

  // Act
  await createMapping(account, streamArn, { StartingPosition: "LATEST" });
  await putItems(account, ["first"]);
  await waitFor(() => handled().length > 0);

  // Assess
  expect(handled()).toEqual(["first"]);
});

test("a disabled mapping keeps its checkpoint", async () => {
  // Prepare
  const { account, streamArn, handled } = await prepare();
  const { UUID } = await createMapping(account, streamArn);
  await putItems(account, ["before"]);
  await waitFor(() => handled().length === 1);
  const setEnabled = (Enabled: boolean) =>
    account.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));

  // Act
  await setEnabled(false);
  await waitFor(async () => (await mappingState(account, UUID)) === "Disabled");
  await putItems(account, ["meanwhile"]);
  const whileDisabled = [...handled()];
  await setEnabled(true);
  await waitFor(() => handled().length === 2);

  // Assess
  expect(whileDisabled).toEqual(["before"]);
  expect(handled()).toEqual(["before", "meanwhile"]);
});

test("an update takes effect without losing the checkpoint", async () => {
  // Prepare
  const { account, streamArn, invocations, handled } = await prepare();
  const { UUID } = await createMapping(account, streamArn, { BatchSize: 1 });
  await putItems(account, ["a", "b"]);
  await waitFor(() => handled().length === 2);

  // Act
  await account.lambda.send(
    new UpdateEventSourceMappingCommand({ UUID, BatchSize: 2, MaximumBatchingWindowInSeconds: 1 }),
  );
  await waitFor(async () => (await mappingState(account, UUID)) === "Enabled");
  await putItems(account, ["c", "d"]);
  await waitFor(() => handled().length === 4);

  // Assess
  expect(invocations.batches()).toEqual([["a"], ["b"], ["c", "d"]]);
});

test("what a stream holds when it is disabled is still delivered, and the mapping stays", async () => {
  // Prepare
  const { account, streamArn, handled } = await prepare();
  const { UUID } = await createMapping(account, streamArn, { Enabled: false });
  await putItems(account, ["left over"]);
  await account.dynamodb.send(
    new UpdateTableCommand({ TableName: "orders", StreamSpecification: { StreamEnabled: false } }),
  );

  // Act
  await account.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  await waitFor(() => handled().length === 1);

  // Assess
  expect(handled()).toEqual(["left over"]);
  expect(await mappingState(account, UUID)).toBe("Enabled");
});

test("deleting the table leaves the mapping enabled", async () => {
  // Prepare
  const { account, streamArn } = await prepare();
  const { UUID } = await createMapping(account, streamArn);

  // Act
  await account.dynamodb.send(new DeleteTableCommand({ TableName: "orders" }));

  // Assess
  expect(await mappingState(account, UUID)).toBe("Enabled");
});
