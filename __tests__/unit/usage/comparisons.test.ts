import { type Comparison, comparisonsText, exitCodeOf } from "../../../usage/comparisons";

const START = Date.parse("2026-01-31T08:00:00Z");
const OPEN = { shardId: "shard-1", start: START, kind: "open", records: 3 } as const;
const SAME: Comparison = { tenant: "acme", consumer: "billing", counted: 7, differences: [] };
const WAITING: Comparison = { ...SAME, tenant: "beta", differences: [OPEN] };
const GAP: Comparison = { ...SAME, tenant: "zebra", differences: [OPEN, { ...OPEN, kind: "gap" }] };
const FAILED: Comparison = { tenant: "yak", consumer: "billing", error: "No role.\nGive one." };

test("each tenant has a line, and only those that differ or failed have more", () => {
  // Act
  const text = comparisonsText([SAME, WAITING, GAP, FAILED]);
  // Assess
  expect(text.split("\n")).toEqual([
    "acme (billing): the same, 7 records",
    "beta (billing): the same, 7 records, and 3 of windows that may not have ended",
    "zebra (billing): DIFFERENT, 7 records in both",
    "  Open: 3 records of 2026-01-31T08:00:00.000Z in shard-1, not in the ledger yet. The window may not have ended.",
    "  Gap: the ledger lacks 3 records of 2026-01-31T08:00:00.000Z in shard-1.",
    "yak (billing): failed",
    "  No role.",
    "  Give one.",
    "4 compared with their streams: 2 say the same, 1 differ, 1 failed.",
  ]);
});

test("the exit code tells an error from a difference; an open window is neither", () => {
  const surplus: Comparison = { ...SAME, differences: [{ ...OPEN, kind: "surplus" }] };
  expect(
    [[], [SAME, WAITING], [SAME, GAP], [surplus], [FAILED, SAME], [GAP, FAILED]].map(exitCodeOf),
  ).toEqual([0, 0, 2, 2, 1, 1]);
});
