import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { addKey, emptySketch } from "../../../lambda-src/usage-meter/sketch";
import { addDecimals } from "../../../usage/add-decimals";
import { DifferentKeys } from "../../../usage/different-keys";
import { type Holes, holesIn } from "../../../usage/holes";
import { overlapsIn } from "../../../usage/overlaps";
import { reconcile, type StreamRecord } from "../../../usage/reconcile";
import { reservations, usageCsv, usageText } from "../../../usage/report";
import type { LedgerItem, Run } from "../../../usage/run";
import { totalsBy, totalsOf } from "../../../usage/totals";

const MIDNIGHT = Date.parse("2026-01-31T00:00:00Z");

function run(first: number, last: number, more: Partial<Run> = {}): Run {
  const counts = { inserts: last - first + 1, modifies: 0, removes: 0, bytes: 10, unmeasured: 0, sums: {} };
  return { first: String(first), last: String(last), ...counts, ...more };
}

function item(start: number, runs: readonly Run[], more: Partial<LedgerItem> = {}): LedgerItem {
  return { shardId: "shard-1", start, seconds: 300, runs, unresolved: [], ...more };
}

test("sums are exact, whatever their length", () => {
  const number = fc.bigInt(-(10n ** 60n), 10n ** 60n);
  fc.assert(
    fc.property(number, number, (a, b) => {
      const decimal = (value: bigint) =>
        addDecimals(
          `${value < 0n ? "-" : ""}0.${String(value < 0n ? -value : value).padStart(70, "0")}`,
          "0",
        );
      expect(addDecimals(decimal(a), decimal(b))).toBe(decimal(a + b));
    }),
  );
  expect([addDecimals("-0.5", "0.25"), addDecimals("5", "-5.00"), addDecimals("1.5", "2")]).toEqual([
    "-0.25",
    "0",
    "3.5",
  ]);
});

test.each([1, 50, 5_000, 200_000])(
  "about %i different keys are estimated within 5 %, in however many sketches",
  (count) => {
    const sketches = [emptySketch(), emptySketch(), emptySketch()] as const;
    for (let index = 0; index < count * 3; index += 1) {
      const sketch = sketches[(index % 3) as 0 | 1 | 2];
      addKey(sketch, `customer#${index % count}`);
    }
    const keys = new DifferentKeys();
    for (const sketch of sketches) keys.add(deflateRawSync(sketch));
    expect(Math.abs(keys.estimate() - count) / count).toBeLessThan(0.05);
  },
);

test("totals by hour, day and month of UTC; what was not summed is said", () => {
  const items = [
    item(MIDNIGHT + 3_599_000, [run(1, 2, { sums: { amount: "1.5" }, removes: 1 })]),
    item(MIDNIGHT + 3_600_000, [run(3, 3, { sums: { amount: "0.5" } }), run(4, 4)]),
    item(MIDNIGHT + 86_400_000, [run(5, 5, { sums: { amount: "1" }, unmeasured: 1 })]),
  ];
  const starts = (["hour", "day", "month"] as const).map((period) =>
    totalsBy(items, period).map(({ start, inserts }) => [
      new Date(start).toISOString().slice(0, 13),
      inserts,
    ]),
  );
  expect(starts).toEqual([
    [
      ["2026-01-31T00", 2],
      ["2026-01-31T01", 2],
      ["2026-02-01T00", 1],
    ],
    [
      ["2026-01-31T00", 4],
      ["2026-02-01T00", 1],
    ],
    [
      ["2026-01-01T00", 4],
      ["2026-02-01T00", 1],
    ],
  ]);
  expect(totalsOf(items)).toEqual({
    ...{ inserts: 5, modifies: 0, removes: 1, bytes: 40, unmeasured: 1 },
    sums: { amount: "3" },
    notSummed: { amount: 1 },
  });
});

test("a sum may be called like what every object inherits", () => {
  const items = [item(MIDNIGHT, [run(1, 2, { sums: { constructor: "1.5" } }), run(3, 3)])];
  expect(totalsOf(items)).toMatchObject({ sums: { constructor: "1.5" }, notSummed: { constructor: 1 } });
});

test("what the ledger keeps apart is reported, and windows of two lengths that overlap", () => {
  const items = [
    item(MIDNIGHT, [run(1, 5)], { unresolved: [run(3, 10)] }),
    item(MIDNIGHT, [run(4, 9)], { seconds: 60 }),
    item(MIDNIGHT, [run(20, 30)], { seconds: 60, shardId: "shard-2" }),
    item(MIDNIGHT + 300_000, [run(4, 9)]),
  ];
  const place = { shardId: "shard-1", start: MIDNIGHT };
  expect(overlapsIn(items)).toEqual([
    { ...place, first: "3", last: "10", records: 8, in: "apart" },
    { ...place, first: "4", last: "9", records: 6, in: "counted" },
  ]);
});

describe("reconciliation", () => {
  const records = (...sequences: readonly number[]): StreamRecord[] =>
    sequences.map((sequence) => ({ shardId: "shard-1", sequence: BigInt(sequence), time: MIDNIGHT / 1000 }));
  const later = MIDNIGHT + 600_000;

  test("finds nothing where both say the same; a run that the stream has forgotten in part is left out", () => {
    const items = [item(MIDNIGHT, [run(1, 4), run(5, 6)])];
    expect(reconcile(records(3, 4, 5, 6), items, later)).toEqual({ counted: 4, differences: [] });
  });

  test("finds holes within runs, and records that no run has", () => {
    const items = [item(MIDNIGHT, [run(1, 4, { inserts: 3 }), run(8, 9)])];
    const difference = { shardId: "shard-1", start: MIDNIGHT };
    expect(reconcile(records(1, 2, 3, 4, 6, 8), items, later)).toEqual({
      counted: 5,
      differences: [
        { ...difference, kind: "gap", records: 1 },
        { ...difference, kind: "surplus", records: 1 },
        { ...difference, kind: "gap", records: 1 },
      ],
    });
  });

  test("a window that may not have ended is no gap", () => {
    const differences = [{ shardId: "shard-1", start: MIDNIGHT, kind: "open", records: 2 }];
    expect(reconcile(records(1, 2), [], MIDNIGHT)).toEqual({ counted: 0, differences });
  });
});

describe("reports", () => {
  const items = [item(MIDNIGHT, [run(1, 2, { sums: { amount: "12.5" } })], { unresolved: [run(2, 3)] })];
  const report = {
    ...{ tenant: "acme", from: "2026-01-31T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" },
    ...{ total: totalsOf(items), periods: totalsBy(items, "day"), overlaps: overlapsIn(items) },
    holes: { known: [] },
  };

  test("say for people what is counted and what is not", () => {
    expect(usageText(report).split("\n")).toEqual([
      "Usage of acme, 2026-01-31T00:00:00.000Z to 2026-02-01T00:00:00.000Z (UTC)",
      "",
      "from              inserted  modified  removed  bytes  amount",
      "2026-01-31 00:00         2         0        0     10    12.5",
      "total                    2         0        0     10    12.5",
      "",
      "Unresolved, and in no total: 2 records of 2026-01-31 00:00 in shard-1, 2 to 3. Another count contradicts this one.",
      "No batch of this tenant and time waits in the failure bucket.",
      "A time without a row had no changes, or its windows have not ended: `npm run usage -- reconcile` compares the last 24 hours with the stream.",
    ]);
  });

  test("say beside rows what these lack, and nothing if they lack nothing", () => {
    const holes: Holes = { known: [{ batch: "6dcca34b", shardId: "shard-1", kind: "records", records: 3 }] };
    const total = { ...report.total, unmeasured: 2 };
    expect(reservations({ ...report, holes, total })).toEqual([
      "In 2 records, what should be added up was not a number.",
      expect.stringMatching(/^Unresolved, and in no total: 2 records/),
      expect.stringMatching(/^Missing: 3 records/),
    ]);
    expect(reservations({ ...report, overlaps: [] })).toEqual([]);
    expect(reservations({ ...report, overlaps: [], holes: { unknown: "denied" } })).toEqual([
      expect.stringMatching(/is not known: denied$/),
    ]);
  });

  const window = { from: "2026-01-31T07:00:00Z", to: "2026-01-31T07:05:00Z" };
  const place = { batch: "6dcca34b", shardId: "shard-1" };

  test.each<[string, Holes, string]>([
    [
      "records",
      { known: [{ ...place, ...window, kind: "records", records: 12 }] },
      "Missing: 12 records of 2026-01-31T07:00:00Z to 2026-01-31T07:05:00Z in shard-1, not in any total. Failed batch: 6dcca34b",
    ],
    [
      "the end of a window",
      { known: [{ ...place, ...window, kind: "end" }] },
      "Missing: the window of 2026-01-31T07:00:00Z to 2026-01-31T07:05:00Z in shard-1 is in no total. To count it: npm run failures -- redrive 6dcca34b",
    ],
    [
      "records of any time",
      { known: [{ ...place, kind: "records", records: 1 }] },
      "Missing: 1 record of a time that is not known in shard-1, not in any total. Failed batch: 6dcca34b",
    ],
    [
      "nothing that can be read",
      { unknown: "AWS refused." },
      "Whether Lambda gave up records before they were counted is not known: AWS refused.",
    ],
  ])("tell of holes: %s", (_what, holes, line) => {
    expect(
      usageText({ ...report, holes })
        .split("\n")
        .at(-2),
    ).toBe(line);
  });

  test.each([
    [{ from: "2026-01-31T07:05:00Z", to: "2026-01-31T08:00:00Z" }, 1],
    [{ from: "2026-01-31T07:05:01Z", to: "2026-01-31T08:00:00Z" }, 0],
    [{ from: "2026-01-31T06:00:00Z", to: "2026-01-31T07:00:00Z" }, 0],
    [{ from: "2026-01-31T06:00:00Z", to: "2026-01-31T07:00:01Z" }, 1],
  ])("in %j there are %d holes of that window", ({ from, to }, count) => {
    const time = { from: Date.parse(from), to: Date.parse(to) };
    const holes = [{ ...place, ...window, kind: "end" as const }];
    expect(holesIn(holes, time)).toHaveLength(count);
  });

  test("a hole of a time that is not known is in every report", () => {
    expect(holesIn([{ ...place, kind: "end" }], { from: 0, to: 1 })).toHaveLength(1);
  });

  test("have exact sums for programs", () => {
    expect(usageCsv(report)).toBe(
      "tenant,start,inserts,modifies,removes,bytes,amount\r\nacme,2026-01-31T00:00:00.000Z,2,0,0,10,12.5",
    );
  });
});
