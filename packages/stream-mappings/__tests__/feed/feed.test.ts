import { setTimeout as sleep } from "node:timers/promises";
import { Feed } from "../../src/feed/feed";
import type { Happening } from "../../src/feed/happening";
import { World } from "../mappings/world";

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.end();
});

/** Runs a mapping over items with these keys until all are at their end but those that a filter drops. */
async function told(
  keys: readonly string[],
  settings: ConstructorParameters<typeof World>[0],
  failing?: number,
  dropped = 0,
) {
  const world = new World(settings);
  worlds.push(world);
  if (failing !== undefined)
    world.behaviour = (batch) => (batch.some(({ n }) => n === failing) ? "throw" : "ok");
  for (const key of keys) world.stream.put(key);
  const happenings: Happening[] = [];
  world.feed.listen(({ at: _, ...happening }) => happenings.push(happening));
  world.start();
  while (world.handled.length + world.discarded.length < keys.length - dropped) await sleep(5);
  return happenings;
}

test("a record is told when it is read, given to the function, and handled", async () => {
  // Act
  const happenings = await told(["a"], {});
  // Assess
  expect(happenings).toEqual([
    {
      kind: "read",
      mapping: "mapping",
      records: [expect.objectContaining({ sequenceNumber: "1", keys: { id: { S: "a" } }, goesOn: true })],
    },
    { kind: "invoked", mapping: "mapping", sequenceNumbers: ["1"] },
    {
      kind: "returned",
      mapping: "mapping",
      sequenceNumbers: ["1"],
      handled: 1,
      result: "OK",
      requestId: "request",
    },
  ]);
});

test("a failure is told as it is: nothing handled, and AWS's text", async () => {
  // Act
  const happenings = await told(["a"], { maximumRetryAttempts: 0 }, 1);
  // Assess
  expect(happenings.filter(({ kind }) => kind === "returned")).toEqual([
    {
      kind: "returned",
      mapping: "mapping",
      sequenceNumbers: ["1"],
      handled: 0,
      result: "PROBLEM: Function call failed",
      requestId: "request",
    },
  ]);
});

test("what a filter drops is told as read and as not going on", async () => {
  // Prepare
  const filters = [JSON.stringify({ dynamodb: { Keys: { id: { S: ["kept"] } } } })];
  // Act
  const happenings = await told(["dropped", "kept"], { filters }, undefined, 1);
  // Assess
  const records = happenings.flatMap((happening) => (happening.kind === "read" ? happening.records : []));
  expect(records.map(({ keys, goesOn }) => ({ keys, goesOn }))).toEqual([
    { keys: { id: { S: "dropped" } }, goesOn: false },
    { keys: { id: { S: "kept" } }, goesOn: true },
  ]);
  expect(happenings.filter(({ kind }) => kind === "invoked")).toEqual([
    { kind: "invoked", mapping: "mapping", sequenceNumbers: ["2"] },
  ]);
});

test("nothing is made while nobody listens, and nothing told after the listening has ended", () => {
  // Prepare
  const feed = new Feed();
  const heard: unknown[] = [];
  const make = jest.fn((): Happening => ({ kind: "mapping-changed", mapping: "m" }));
  // Act
  feed.tell(make);
  const end = feed.listen((happening) => heard.push(happening));
  feed.tell(make);
  end();
  feed.tell(make);
  // Assess
  expect(make).toHaveBeenCalledTimes(1);
  expect(heard).toEqual([{ kind: "mapping-changed", mapping: "m", at: expect.any(Number) }]);
});
