import { isLoaded, readBatch } from "../../../failures/read-batch";
import { assertWindowEnd, redriveWindowEnd } from "../../../failures/redrive-window-end";
import { functionLogger } from "../../../lambda-src/shared/redaction/function-logger";
import { createHandler } from "../../../lambda-src/usage-meter/create-handler";
import { tableLedger } from "../../../lambda-src/usage-meter/ledger";
import { fromItem } from "../../../lambda-src/usage-meter/ledger-item";
import type { WindowEvent } from "../../../lambda-src/usage-meter/window-event";
import { readAnswer } from "../../../replay/batch-answer";
import type { CallFunction } from "../../../replay/function-caller";
import { INVOCATION } from "../lambda-src/usage-meter/support/invocation";
import { MemoryTable } from "../lambda-src/usage-meter/support/memory-table";
import { PublishedMetrics } from "../lambda-src/usage-meter/support/published-metrics";
import { recordsOf, STREAM_ARN } from "../lambda-src/usage-meter/support/test-records";
import { FUNCTION_ARN, failedObject, idOf, MemoryBucket } from "./support/fixtures";

const START = 1_767_225_600;
const SETTINGS = { seconds: 60, measures: { sums: [], distinctKeys: false } };

function meterOf(table: MemoryTable) {
  const logger = functionLogger({ logLevel: "SILENT" });
  const ledger = tableLedger(table.client, "Ledger");
  return createHandler({ ledger, logger, metrics: new PublishedMetrics(), settings: SETTINGS });
}

/** The event that ends a window in which three items were inserted. */
async function endOfWindow(): Promise<WindowEvent> {
  const place = { shardId: "shardId-1", eventSourceARN: STREAM_ARN };
  const Records = recordsOf(
    ["a", "b", "c"].map((key) => ({ eventName: "INSERT", key, time: START }) as const),
  );
  const counting = meterOf(new MemoryTable());
  const { state } = await counting({ ...place, Records, isFinalInvokeForWindow: false }, INVOCATION);
  return { ...place, Records: [], state, isFinalInvokeForWindow: true };
}

/** A bucket with the end of that window, and how often a meter is called when it is handed over. */
async function failed() {
  const bucket = new MemoryBucket();
  const { key, text } = failedObject(1, [], { payload: JSON.stringify(await endOfWindow()) });
  bucket.objects.set(key, text);
  const loaded = readBatch(key, text, () => "orders");
  if (!isLoaded(loaded)) throw new Error(loaded.problem);
  return { bucket, batch: loaded.batch };
}

/** Invokes the real meter, as Lambda would. */
function callOf(table: MemoryTable): CallFunction {
  const meter = meterOf(table);
  return async (_arn, event) => {
    try {
      const answer = await meter(event as unknown as WindowEvent, INVOCATION);
      return { ...readAnswer(JSON.stringify(answer), []), requestId: "again" };
    } catch {
      return { kind: "failed", problem: "The function failed with Error", requestId: "again" };
    }
  };
}

function partsOf(bucket: MemoryBucket, call: CallFunction, assertHeld: () => void = () => undefined) {
  const functionOf = async () => FUNCTION_ARN;
  return { bucket, ledger: bucket, call, functionOf, lease: { assertHeld }, by: "arn:operator" };
}

function countedIn({ items }: MemoryTable): number {
  const runs = [...items.values()].flatMap((item) => fromItem(item, { start: START, seconds: 60 }).slot.runs);
  return runs.reduce((sum, { inserts }) => sum + inserts, 0);
}

test("the meter counts what the window had, and the batch is gone", async () => {
  // Prepare
  const { bucket, batch } = await failed();
  const table = new MemoryTable();
  // Act
  const outcome = await redriveWindowEnd(batch, partsOf(bucket, callOf(table)));
  // Assess
  expect(outcome).toMatchObject({ id: idOf(1), kind: "handled", window: "end" });
  expect(countedIn(table)).toBe(3);
  expect([...bucket.objects.keys()]).toEqual([]);
  expect(bucket.entries.get(idOf(1))).toMatchObject({ state: "done", attempts: [{ by: "arn:operator" }] });
});

test("handed over twice, because the first run was killed before it noted it down, it counts once", async () => {
  // Prepare
  const { bucket, batch } = await failed();
  const table = new MemoryTable();
  bucket.beforeWrite = () => {
    throw new Error("killed");
  };
  await expect(redriveWindowEnd(batch, partsOf(bucket, callOf(table)))).rejects.toThrow("killed");
  bucket.beforeWrite = () => undefined;
  // Act
  const outcome = await redriveWindowEnd(batch, partsOf(bucket, callOf(table)));
  // Assess
  expect(outcome.kind).toBe("handled");
  expect(countedIn(table)).toBe(3);
});

test("a meter that fails again leaves the batch where it is, and says so", async () => {
  // Prepare
  const { bucket, batch } = await failed();
  const call: CallFunction = async () => ({ kind: "failed", problem: "The function failed with Error" });
  // Act
  const outcome = await redriveWindowEnd(batch, partsOf(bucket, call));
  // Assess
  expect(outcome).toMatchObject({ kind: "left", problem: "The function failed with Error" });
  expect(bucket.objects.size).toBe(1);
  expect(bucket.entries.get(idOf(1))).toMatchObject({ state: "open" });
});

test("what the ledger of re-drives has as done is deleted, and not handed over again", async () => {
  // Prepare
  const { bucket, batch } = await failed();
  const entry = { version: 1, key: batch.key, state: "done", records: 0, handled: 0, attempts: [] } as const;
  bucket.entries.set(batch.id, entry);
  const call = jest.fn();
  // Act
  const outcome = await redriveWindowEnd(batch, partsOf(bucket, call));
  // Assess
  expect({ kind: outcome.kind, calls: call.mock.calls, left: bucket.objects.size }).toEqual({
    kind: "handled",
    calls: [],
    left: 0,
  });
});

test("without the lease, the meter is not invoked", async () => {
  // Prepare
  const { bucket, batch } = await failed();
  const call = jest.fn();
  const lost = () => {
    throw new Error("the lease is lost");
  };
  // Act, Assess
  await expect(redriveWindowEnd(batch, partsOf(bucket, call, lost))).rejects.toThrow("the lease is lost");
  expect(call).not.toHaveBeenCalled();
});

test("records of a window are refused: they would be dropped as counted, although they are not", () => {
  expect(() => assertWindowEnd({ id: "1", window: "end" })).not.toThrow();
  expect(() => assertWindowEnd({ id: "1", window: "records" })).toThrow(
    "its records are the usage meter's, and what it lacks cannot be added to its ledger from them",
  );
});
