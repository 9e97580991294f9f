import type { FailedBatch } from "../../../../failures/failed-batch";
import type { FoundBatch } from "../../../../failures/find-batches";
import type { LedgerEntry } from "../../../../failures/ledger";
import { batchText, listText, outcomeText } from "../../../../failures/report/text";
import { FUNCTION_ARN, idOf, STREAM } from "../support/fixtures";

const MAPPING = "11111111-2222-4333-8444-555555555555";

/** A batch with this number, of ten records. */
function batch(number: number, more: Partial<FailedBatch> = {}): FailedBatch {
  return {
    id: idOf(number),
    key: `aws/lambda/${MAPPING}/shardId-1/${idOf(number)}`,
    mapping: MAPPING,
    shardId: "shardId-1",
    streamArn: STREAM,
    source: "orders",
    failedAt: `2026-01-31T08:00:0${number}.000Z`,
    condition: "RetryAttemptsExhausted",
    invocations: 11,
    functionError: "Unhandled",
    requestId: "request-1",
    functionArn: FUNCTION_ARN,
    records: 10,
    firstSequenceNumber: "100",
    lastSequenceNumber: "109",
    bytes: 4000,
    ...more,
  };
}

const found = (one: FailedBatch, entry?: LedgerEntry): FoundBatch => ({
  batch: one,
  ...(entry && { entry }),
  items: new Set(),
});

const ENTRY: LedgerEntry = {
  version: 1,
  key: "aws/lambda/any",
  records: 10,
  handled: 4,
  state: "open",
  attempts: [
    { at: "2026-02-01T09:00:00.000Z", by: "arn:aws:iam::222222222222:user/ada", handled: 3, overtaken: 1 },
    {
      at: "2026-02-01T10:00:00.000Z",
      by: "arn:aws:iam::222222222222:user/ada",
      handled: 0,
      requestId: "request-9",
      problem: "The function failed",
    },
  ],
};
const short = (id: string) => id.slice(0, 8);

test("a list is a table, oldest first, with what is left of each, and what cannot be handed over", () => {
  // Prepare
  const { source: _source, ...ofNoSource } = batch(1, { records: 1 });
  const batches = [found(batch(2, { invocations: 1, functionError: "" }), ENTRY), found(ofNoSource)];
  const unreadable = [{ id: "x", key: "aws/lambda/x", problem: "It has no event with records" }];

  // Act
  const text = listText("order-events", "failures", { batches, unreadable });

  // Assess
  expect(text.split("\n")).toEqual([
    "order-events: 2 failed batches with 7 records to handle, in failures",
    "  ID        SOURCE             RECORDS  FAILED AT                 WHY                                                      STATE",
    "  00000001  (not in the file)  1        2026-01-31T08:00:01.000Z  RetryAttemptsExhausted after 11 invocations (Unhandled)  not re-driven yet",
    "  00000002  orders             10       2026-01-31T08:00:02.000Z  RetryAttemptsExhausted after 1 invocation                4 of 10 handled; The function failed",
    "  cannot be handed over: aws/lambda/x: It has no event with records",
  ]);
});

test("what the usage meter could not count is told apart", () => {
  // Prepare
  const end = { window: "end", records: 0, firstSequenceNumber: "", lastSequenceNumber: "" } as const;
  const batches = [found(batch(1, { window: "records" })), found(batch(2, end))];

  // Act
  const rows = listText("order-events", "failures", { batches, unreadable: [] }).split("\n");
  const text = batchText(found(batch(2, end), { ...ENTRY, records: 0, handled: 0, attempts: [] }));

  // Assess
  expect(rows[2]).toMatch(/ of the usage meter: not in its ledger, and cannot be re-driven$/);
  expect(rows[3]).toMatch(/ of the usage meter: not in its ledger; re-drive it by its ID$/);
  expect(text).toContain("records       none: the end of a window, with what the usage meter counted in it");
  expect(text).toContain("state         not in the usage ledger; not tried again yet");
});

test("an empty bucket has no table", () => {
  // Act
  const text = listText("order-events", "failures", { batches: [], unreadable: [] });

  // Assess
  expect(text).toBe("order-events: 0 failed batches with 0 records to handle, in failures");
});

test("a batch is told with every attempt, and without any of its records", () => {
  // Prepare
  const times = { firstArrival: "2026-01-31T07:00:00Z", lastArrival: "2026-01-31T07:00:01Z" };

  // Act
  const text = batchText(found(batch(1, times), ENTRY));

  // Assess
  expect(text.split("\n")).toEqual([
    `ID            ${idOf(1)}`,
    `object        aws/lambda/${MAPPING}/shardId-1/${idOf(1)} (4000 bytes)`,
    `source        orders, ${STREAM}`,
    "shard         shardId-1",
    `mapping       ${MAPPING}`,
    `function      ${FUNCTION_ARN}`,
    "records       10, from 100 to 109",
    "written       2026-01-31T07:00:00Z to 2026-01-31T07:00:01Z",
    "given up      2026-01-31T08:00:01.000Z: RetryAttemptsExhausted after 11 invocations (Unhandled)",
    "request       request-1",
    "state         4 of 10 handled; The function failed",
    "  2026-02-01T09:00:00.000Z by arn:aws:iam::222222222222:user/ada: 3 handled, 1 overtaken",
    "  2026-02-01T10:00:00.000Z by arn:aws:iam::222222222222:user/ada: 0 handled, The function failed, request request-9",
  ]);
});

test.each([
  [{ state: "done" }, "handled, to be deleted"],
  [{ state: "discarded" }, "discarded, to be deleted"],
  [{ state: "started" }, "4 of 10 handled; a run was interrupted, or is under way"],
  [{ state: "open", attempts: [] }, "4 of 10 handled; not tried again yet"],
] as const)("the ledger's %j is told as a state", (more, state) => {
  // Act
  const text = batchText(found(batch(1), { ...ENTRY, ...more }));

  // Assess
  expect(text.split("\n").find((line) => line.startsWith("state"))).toBe(`state         ${state}`);
});

const OUTCOME = { id: idOf(1), handled: 10, overtaken: 0, left: 0, perhapsRepeated: false };

test.each([
  [
    { id: idOf(1), kind: "waiting", behind: idOf(2) },
    "00000001  not tried: 00000002 holds older changes of the same items",
  ],
  [
    { ...OUTCOME, kind: "handled", window: "end", handled: 0 },
    "00000001  the usage meter has counted the end of the window",
  ],
  [
    { ...OUTCOME, kind: "left", window: "end", handled: 0, problem: "The function failed", requestId: "r" },
    "00000001  the usage meter has not counted it: The function failed (request r)",
  ],
  [{ ...OUTCOME, kind: "gone" }, "00000001  is no longer in the bucket"],
  [{ ...OUTCOME, kind: "handled" }, "00000001  10 records handled"],
  [
    { ...OUTCOME, kind: "handled", handled: 1, overtaken: 9 },
    "00000001  1 record handled; 9 left out, overtaken by newer changes",
  ],
  [
    { ...OUTCOME, kind: "left", handled: 4, left: 6, problem: "The function failed", requestId: "request-9" },
    "00000001  4 records handled; 6 left: The function failed (request request-9)",
  ],
  [
    { ...OUTCOME, kind: "left", handled: 0, left: 10, problem: "Interrupted before it was handed over" },
    "00000001  0 records handled; 10 left: Interrupted before it was handed over",
  ],
  [
    { ...OUTCOME, kind: "handled", perhapsRepeated: true },
    "00000001  10 records handled; an interrupted run may have handled some of them before, so they may have been handled twice",
  ],
] as const)("an outcome is told in a line: %j", (outcome, line) => {
  // Act
  const text = outcomeText(outcome, short);

  // Assess
  expect(text).toBe(line);
});
