import type { Change } from "../../../console/changes/change";
import { ChangeJournal } from "../../../console/changes/journal";
import type { Happening } from "../../../console/live/happening";

const TABLE = "table/1/eu/orders";
const MAPPING = { id: "m", tableId: TABLE, functionId: "function/2/eu/on-change" };
const KEYS = { id: { S: "a" } };
const AT = { mapping: "uuid", at: 1000 };

function read(
  sequenceNumber: string,
  keys: Record<string, Record<string, unknown>> = KEYS,
  goesOn = true,
): Happening {
  return { ...AT, kind: "read", records: [{ sequenceNumber, eventName: "INSERT", keys, goesOn }] };
}

const invoked = (...sequenceNumbers: string[]): Happening => ({ ...AT, kind: "invoked", sequenceNumbers });

function returned(handled: number, result: string, ...sequenceNumbers: string[]): Happening {
  return { ...AT, kind: "returned", sequenceNumbers, handled, result, requestId: "request" };
}

const ways = (changes: readonly Change[]) =>
  changes.map(({ operation, journeys }) => [
    operation,
    ...journeys.map(({ steps }) =>
      steps.map(({ name, text }) => (text ? `${name}: ${text}` : name)).join(", "),
    ),
  ]);

test("a put from here goes its whole way as one change", async () => {
  // Prepare
  const told: Change[] = [];
  const journal = new ChangeJournal((change) => told.push(change));
  // Act
  const id = journal.begin(TABLE, "put", KEYS);
  journal.note(MAPPING, read("1"));
  await journal.follow(id, async () => true);
  journal.note(MAPPING, invoked("1"));
  journal.note(MAPPING, returned(1, "OK", "1"));
  // Assess
  expect(ways(journal.all())).toEqual([["put", "read, invoked, handled"]]);
  expect(journal.all()[0]).toMatchObject({
    own: true,
    state: "written",
    label: "id = a",
    journeys: [{ invocations: 1, requestId: "request" }],
  });
  expect(told.at(-1)).toEqual(journal.all()[0]);
});

test("a change from elsewhere is told by what the stream says, once for all mappings of the stream", () => {
  // Prepare
  const journal = new ChangeJournal();
  // Act
  journal.note(MAPPING, read("1"));
  journal.note({ ...MAPPING, id: "other" }, read("1"));
  // Assess
  expect(ways(journal.all())).toEqual([["INSERT", "read", "read"]]);
  expect(journal.all()[0]).toMatchObject({ own: false, state: "written" });
});

test("records find the change of their item, of their table, and of their turn", async () => {
  // Prepare
  const journal = new ChangeJournal();
  journal.begin(TABLE, "put", KEYS);
  journal.begin(TABLE, "delete", KEYS);
  journal.begin("table/1/eu/other", "put", { id: { S: "b" } });
  // Act
  journal.note(MAPPING, read("1"));
  journal.note(MAPPING, read("2"));
  journal.note(MAPPING, read("3", { id: { S: "b" } }));
  // Assess
  expect(ways(journal.all())).toEqual([["put", "read"], ["delete", "read"], ["put"], ["INSERT", "read"]]);
});

test("keys are the same however their numbers are written", () => {
  // Prepare
  const journal = new ChangeJournal();
  journal.begin(TABLE, "put", { id: { N: "1.0" } });
  // Act
  journal.note(MAPPING, read("1", { id: { N: "1" } }));
  // Assess
  expect(ways(journal.all())).toEqual([["put", "read"]]);
});

test("what was refused, and what changed nothing, waits for no record", async () => {
  // Prepare
  const journal = new ChangeJournal();
  const refused = journal.begin(TABLE, "put", KEYS);
  const unchanged = journal.begin(TABLE, "put", KEYS);
  // Act
  const outcome = journal.follow(refused, () => Promise.reject(new Error("too large")));
  await expect(outcome).rejects.toThrow("too large");
  await journal.follow(unchanged, async () => false);
  journal.note(MAPPING, read("1"));
  // Assess
  expect(journal.all().map(({ state, reason }) => [state, reason])).toEqual([
    ["refused", "too large"],
    ["unchanged", undefined],
    ["written", undefined],
  ]);
});

test("in a batch that failed in part, each record has its own end", () => {
  // Prepare
  const journal = new ChangeJournal();
  for (const n of ["1", "2", "3"]) journal.note(MAPPING, read(n, { id: { S: n } }));
  // Act
  journal.note(MAPPING, invoked("1", "2", "3"));
  journal.note(MAPPING, returned(1, "OK", "1", "2", "3"));
  journal.note(MAPPING, invoked("2"));
  journal.note(MAPPING, returned(0, "PROBLEM: Function call failed", "2"));
  journal.note(MAPPING, {
    ...AT,
    kind: "discarded",
    sequenceNumbers: ["2"],
    condition: "RetryAttemptsExhausted",
    destination: "arn:aws:s3:::bucket",
  });
  journal.note(MAPPING, {
    ...AT,
    kind: "discarded",
    sequenceNumbers: ["3"],
    condition: "RecordAgeExceeded",
    destination: null,
  });
  // Assess
  expect(ways(journal.all())).toEqual([
    ["INSERT", "read, invoked, handled"],
    [
      "INSERT",
      "read, invoked, failed: Function call failed, discarded: RetryAttemptsExhausted: in the failure destination",
    ],
    [
      "INSERT",
      "read, invoked, failed: the function returned it as failed, discarded: RecordAgeExceeded: lost, no destination took it",
    ],
  ]);
  expect(journal.all().map(({ journeys }) => journeys[0]?.invocations)).toEqual([1, 2, 1]);
});

test("what a filter drops ends there", () => {
  // Prepare
  const journal = new ChangeJournal();
  // Act
  journal.note(MAPPING, read("1", KEYS, false));
  // Assess
  expect(ways(journal.all())).toEqual([["INSERT", "filtered out"]]);
});

test("only the newest 50 are kept", () => {
  // Prepare
  const journal = new ChangeJournal();
  // Act
  for (let n = 1; n <= 60; n += 1) journal.note(MAPPING, read(String(n), { id: { S: String(n) } }));
  journal.note(MAPPING, returned(1, "OK", "1"));
  // Assess
  expect(journal.all()).toHaveLength(50);
  expect(journal.all()[0]?.label).toBe("id = 11");
});
