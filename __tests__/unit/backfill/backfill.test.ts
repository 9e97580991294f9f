import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { backfill } from "../../../backfill/backfill";
import type { BackfillParts, SegmentOutcome } from "../../../backfill/backfill-segment";
import { estimate } from "../../../backfill/estimate";
import { newPosition, Positions, type SegmentPosition } from "../../../backfill/position";
import type { ScanPage } from "../../../backfill/scan-page";
import { startingPositions } from "../../../backfill/starting-positions";
import { toRecord } from "../../../backfill/to-record";
import type { CallFunction } from "../../../replay/function-caller";
import type { JsonObjects } from "../../../replay/json-objects";
import { Pace } from "../../../replay/pace";

const TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders";
const STREAM = `${TABLE}/stream/2026-01-01T00:00:00.000`;
const ORIGIN = { streamArn: STREAM, keys: ["id"], streamViewType: "NEW_AND_OLD_IMAGES" };

/** A table whose segments are lists, read in pages of three. */
function scanOf(segments: readonly (readonly string[])[]): ScanPage {
  return async ({ segment, after }) => {
    const ids = segments[segment] ?? [];
    const start = after ? ids.indexOf((after.id as { S: string }).S) + 1 : 0;
    const items = ids.slice(start, start + 3).map((id) => ({ id: { S: id } }));
    const last = items.at(-1);
    return { items, capacity: 1, ...(last && start + 3 < ids.length && { next: last }) };
  };
}

/** A function that fails at some items, and a place for positions. */
class Ends {
  readonly handled: string[] = [];
  readonly broken = new Set<string>();
  readonly positions = new Map<number, SegmentPosition>();
  step: () => void = () => undefined;

  readonly call: CallFunction = async (_arn, { Records, backfill: mark }) => {
    this.step();
    expect(mark).toBe(true);
    for (const [index, { dynamodb }] of Records.entries()) {
      const { id: key } = (dynamodb?.Keys ?? {}) as { id: { S: string } };
      const id = key.S;
      if (this.broken.has(id)) return { kind: "partial", firstFailed: index };
      this.handled.push(id);
    }
    return { kind: "handled" };
  };

  run(
    segments: readonly (readonly string[])[],
    starts: readonly SegmentPosition[],
    more: Partial<BackfillParts> = {},
  ): Promise<SegmentOutcome[]> {
    return backfill(starts, {
      scan: scanOf(segments),
      call: this.call,
      functionArn: "function",
      origin: ORIGIN,
      batchSize: 2,
      positions: {
        write: async (position) => {
          this.step();
          this.positions.set(position.segment, position);
        },
      },
      lease: { assertHeld: () => undefined },
      pace: new Pace(),
      pauseMs: 0,
      ...more,
    });
  }
}

function starts(count: number): SegmentPosition[] {
  return Array.from({ length: count }, (_, segment) => newPosition(TABLE, segment, count));
}

test("every item of every segment is handed over once", async () => {
  // Prepare
  const ends = new Ends();
  const segments = [["a", "b", "c", "d"], [], ["e", "f", "g"]];
  // Act
  const outcomes = await ends.run(segments, starts(3));
  // Assess
  expect([...ends.handled].sort()).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  expect(outcomes.map(({ position: { items, done } }) => [items, done])).toEqual([
    [4, true],
    [0, true],
    [3, true],
  ]);
});

test("at an item that keeps failing its segment stops, the others go on, and it is resumed from there", async () => {
  // Prepare
  const ends = new Ends();
  const segments = [["a", "b", "c", "d"], ["e"]];
  ends.broken.add("c");

  // Act
  const stopped = await ends.run(segments, starts(2));
  ends.broken.clear();
  const resumed = await ends.run(segments, [...ends.positions.values()]);

  // Assess
  expect(stopped.map(({ position, problem }) => [position.items, problem])).toEqual([
    [2, "The function reported an item that it could not handle"],
    [1, undefined],
  ]);
  expect(ends.handled.sort()).toEqual(["a", "b", "c", "d", "e"]);
  expect(resumed.every(({ position }) => position.done)).toBe(true);
});

test("killed anywhere it loses no item, and repeats a page for each segment and interruption at most", async () => {
  const table = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 });
  const kills = fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(table, kills, async (sizes, stops) => {
      // Prepare
      const segments = sizes.map((size, segment) =>
        Array.from({ length: size }, (_, n) => `${segment}-${n}`),
      );
      const ends = new Ends();
      let begin = starts(sizes.length);
      // Act
      for (const stop of stops) {
        let left = stop;
        ends.step = () => {
          left -= 1;
          if (left < 0) throw new Error("killed");
        };
        await ends.run(segments, begin).catch(() => undefined);
        begin = begin.map((start) => ends.positions.get(start.segment) ?? start);
      }
      ends.step = () => undefined;
      await ends.run(segments, begin);
      // Assess
      expect([...new Set(ends.handled)].sort()).toEqual(segments.flat().sort());
      expect(ends.handled.length - segments.flat().length).toBeLessThanOrEqual(
        stops.length * sizes.length * 3,
      );
    }),
  );
});

test("Ctrl-C ends it after the page, and the rate counts what DynamoDB charged", async () => {
  // Prepare
  const ends = new Ends();
  const pace = new Pace();
  const spent = jest.spyOn(pace, "spend");
  const controller = new AbortController();
  const onItems = () => controller.abort();
  // Act
  const outcomes = await ends.run([["a", "b", "c", "d"]], starts(1), {
    pace,
    onItems,
    signal: controller.signal,
  });
  // Assess
  expect(outcomes).toMatchObject([{ position: { items: 3, done: false }, problem: "Interrupted" }]);
  expect(spent.mock.calls).toEqual([[1]]);
});

test("an item becomes a record of an insertion whose number is never one of the stream", () => {
  // Prepare
  const item: Record<string, AttributeValue> = { id: { S: "a" }, bytes: { B: new Uint8Array([1, 2]) } };
  // Act
  const whole = toRecord(item, { ...ORIGIN, segment: 3 }, 17, 1_767_225_600_500);
  const keysOnly = toRecord(item, { ...ORIGIN, streamViewType: "KEYS_ONLY", segment: 3 }, 17, 0);
  // Assess
  expect(whole).toEqual({
    eventID: "backfill-3-17",
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "eu-central-1",
    dynamodb: {
      ApproximateCreationDateTime: 1_767_225_600,
      Keys: { id: { S: "a" } },
      NewImage: { id: { S: "a" }, bytes: { B: "AQI=" } },
      SequenceNumber: "backfill-3-17",
      SizeBytes: 13,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    eventSourceARN: STREAM,
  });
  expect(Object.keys(keysOnly.dynamodb ?? {})).not.toContain("NewImage");
});

test("where it begins: from the beginning, where it stopped, or nowhere until the user says so", () => {
  // Prepare
  const interrupted = starts(3).map((start) => ({ ...start, items: 5 }));
  const asked = { resume: false, restart: false };
  // Act, Assess
  expect(startingPositions([], TABLE, asked)).toEqual(starts(4));
  expect(startingPositions(interrupted, TABLE, { ...asked, resume: true })).toBe(interrupted);
  expect(startingPositions(interrupted, TABLE, { ...asked, restart: true, segments: 2 })).toEqual(starts(2));
  expect(() => startingPositions(interrupted, TABLE, asked)).toThrow("was interrupted after 15 items");
  expect(() => startingPositions(interrupted, TABLE, { ...asked, resume: true, segments: 4 })).toThrow(
    "has 3 segments, not 4",
  );
  expect(() => startingPositions([], TABLE, { ...asked, resume: true })).toThrow(
    "No backfill of this table was interrupted",
  );
});

test("positions are those of this table alone, and a segment without one begins at the beginning", async () => {
  // Prepare
  const objects = new Map<string, unknown>();
  const store = {
    get: async (key: string) => (objects.has(key) ? { value: objects.get(key), etag: "" } : undefined),
    put: async (key: string, value: unknown) => void objects.set(key, value),
  } as unknown as JsonObjects;
  const positions = new Positions(store, "orders");
  const first = { ...newPosition(TABLE, 0, 2), items: 7, done: true };
  // Act
  await positions.write(first);
  // Assess
  expect(await positions.read(TABLE)).toEqual([first, newPosition(TABLE, 1, 2)]);
  expect(await positions.read(`${TABLE}-other`)).toEqual([]);
});

test("an estimate rounds each page up", () => {
  // Act, Assess
  expect(estimate({ items: 1_001, bytes: 40_960 }, 100, 7)).toEqual({
    items: 1_001,
    invocations: 11,
    readUnits: 21,
    seconds: 3,
  });
  expect(estimate({ items: 0, bytes: 0 }, 100, undefined)).toEqual({
    items: 0,
    invocations: 0,
    readUnits: 0,
  });
});
