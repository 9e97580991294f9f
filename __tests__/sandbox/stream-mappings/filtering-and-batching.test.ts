import { createMapping, type FunctionEvent, idsOf, putItems, waitFor } from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

const mappings = mappingFixture({ flags: ["--window-grace-ms", "300"] });

test("a batch holds at most as many records as its size", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount();
  await putItems(account, ["a", "b", "c", "d", "e"]);

  // Act
  await createMapping(account, streamArn, { BatchSize: 2 });
  await waitFor(() => invocations.batches().flat().length === 5);

  // Assess
  expect(invocations.batches()).toEqual([["a", "b"], ["c", "d"], ["e"]]);
});

test("a batching window gathers records that come one by one", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount();
  await createMapping(account, streamArn, { MaximumBatchingWindowInSeconds: 1 });

  // Act
  for (const id of ["a", "b", "c"]) {
    await putItems(account, [id]);
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  const before = invocations.batches();
  await waitFor(() => invocations.batches().length > 0);

  // Assess
  expect(before).toEqual([]);
  expect(invocations.batches()).toEqual([["a", "b", "c"]]);
});

test("filters let matching records through; the others are passed over for good", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount();
  await putItems(account, ["apple", "pear", "apricot", "plum"]);
  const pattern = (prefix: string) => ({
    Pattern: JSON.stringify({ dynamodb: { Keys: { id: { S: [{ prefix }] } } } }),
  });

  // Act
  await createMapping(account, streamArn, { FilterCriteria: { Filters: [pattern("ap"), pattern("plu")] } });
  await waitFor(() => invocations.batches().flat().length === 3);

  // Assess
  expect(invocations.batches()).toEqual([["apple", "apricot", "plum"]]);
});

test("parallel lanes keep the order of each item", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount({
    body: `await new Promise((resolve) => setTimeout(resolve, 20));`,
  });
  await putItems(
    account,
    Array.from({ length: 40 }, (_, n) => `item-${n % 8}`),
  );

  // Act
  await createMapping(account, streamArn, { ParallelizationFactor: 4, BatchSize: 2 });
  await waitFor(() => invocations.batches().flat().length === 40);

  // Assess
  const byItem = new Map<string, string[]>();
  for (const { dynamodb } of invocations.events().flatMap(({ Records }) => Records)) {
    const id = dynamodb.Keys.id.S;
    byItem.set(id, [...(byItem.get(id) ?? []), dynamodb.SequenceNumber]);
  }
  for (const sequence of byItem.values()) expect(sequence).toEqual([...sequence].sort());
  expect(invocations.batches().flat()).not.toEqual(Array.from({ length: 40 }, (_, n) => `item-${n % 8}`));
});

const COUNT = `
  const count = (event.state.count ?? 0) + ids.length;
  return { state: { count } };`;

test("a tumbling window carries its state and ends with an invoke of its own", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount({ body: COUNT });
  await createMapping(account, streamArn, { TumblingWindowInSeconds: 1, BatchSize: 2 });

  // Act
  await putItems(account, ["a", "b", "c"]);
  const isFinal = (event: FunctionEvent) => event.isFinalInvokeForWindow === true;
  await waitFor(
    () => invocations.batches().flat().length === 3 && isFinal(invocations.events().at(-1) as FunctionEvent),
  );

  // Assess
  const events = invocations.events();
  const finals = events.filter(isFinal);
  expect(finals.reduce((sum, { state }) => sum + (state as { count: number }).count, 0)).toBe(3);
  expect(finals.flatMap(idsOf)).toEqual([]);
  expect(events[0]).toMatchObject({
    state: {},
    shardId: expect.stringMatching(/^shardId-/),
    eventSourceARN: streamArn,
    isFinalInvokeForWindow: false,
    isWindowTerminatedEarly: false,
  });
  const { start = "", end = "" } = (events[0]?.window ?? {}) as { start?: string; end?: string };
  expect(start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Date.parse(end) - Date.parse(start)).toBe(1000);
});

test("an answer without a state is a failure", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount({ body: "return {};" });

  // Act
  await createMapping(account, streamArn, { TumblingWindowInSeconds: 900, MaximumRetryAttempts: 1 });
  await putItems(account, ["a"]);
  await waitFor(() => invocations.events().length === 2);

  // Assess
  expect(invocations.batches()).toEqual([["a"], ["a"]]);
});

test("a state over 1 MB ends the window early", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount({
    body: `return { state: { text: "x".repeat(event.isFinalInvokeForWindow ? 1 : 1100000) } };`,
  });

  // Act
  await createMapping(account, streamArn, { TumblingWindowInSeconds: 900 });
  await putItems(account, ["a"]);
  await waitFor(() => invocations.events().length === 2);

  // Assess
  expect(invocations.events()[1]).toMatchObject({
    Records: [],
    isFinalInvokeForWindow: true,
    isWindowTerminatedEarly: true,
  });
});
