import type { Comparison } from "../../../usage/comparisons";
import { comparisonsJson, reconciledJson, usageJson } from "../../../usage/json";
import type { UsageReport } from "../../../usage/report";

const START = Date.UTC(2026, 0, 31, 8);
const ISO = "2026-01-31T08:00:00.000Z";
const GAP = { shardId: "shard-1", start: START, kind: "gap", records: 3 } as const;

test("a report has its times as ISO 8601, and its counts as they are", () => {
  // Prepare: a sum may have any name
  const totals = { inserts: 2, modifies: 0, removes: 0, bytes: 9, unmeasured: 0 };
  const counted = { ...totals, sums: { start: "7" }, notSummed: { start: 1 } };
  const overlap = { shardId: "shard-1", start: START, first: "1", last: "2", records: 2 };
  const report: UsageReport = {
    tenant: "acme",
    from: "2026-01-31T00:00:00.000Z",
    to: "2026-02-01T00:00:00.000Z",
    total: counted,
    periods: [{ start: START, ...counted }],
    overlaps: [{ ...overlap, in: "apart" }],
    holes: { known: [] },
  };

  // Act
  const read = JSON.parse(usageJson(report));

  // Assess
  expect(read).toEqual({
    ...report,
    periods: [{ start: ISO, ...counted }],
    overlaps: [{ ...overlap, start: ISO, in: "apart" }],
  });
});

test("differences of one tenant, and of several, have their times as ISO 8601; errors stay", () => {
  // Prepare
  const one: Comparison = { tenant: "acme", consumer: "billing", counted: 7, differences: [GAP] };
  const failed: Comparison = { tenant: "yak", consumer: "billing", error: "No role." };

  // Act
  const read = [JSON.parse(reconciledJson(one)), JSON.parse(comparisonsJson([one, failed]))];

  // Assess
  const told = { ...one, differences: [{ ...GAP, start: ISO }] };
  expect(read).toEqual([told, [told, failed]]);
});
