import { mergeRun, type Slot } from "../../../../lambda-src/usage-meter/merge-runs";
import type { Run } from "../../../../lambda-src/usage-meter/run";

const EMPTY: Slot = { runs: [], unresolved: [] };

/** @param inserts how many records it counted; one for each number of the range if left out */
function run(first: number, last: number, inserts = last - first + 1): Run {
  const nothing = { modifies: 0, removes: 0, bytes: 0, unmeasured: 0, sums: {} };
  return { start: 0, seconds: 60, first: String(first), last: String(last), inserts, ...nothing };
}

function merged(...runs: readonly Run[]): { runs: string[]; unresolved: string[] } {
  const text = ({ first, last, inserts }: Run) => `${first}-${last}:${inserts}`;
  const slot = runs.reduce(mergeRun, EMPTY);
  return { runs: slot.runs.map(text), unresolved: slot.unresolved.map(text) };
}

test.each([
  ["a run in the range of another is dropped", [run(1, 9), run(3, 9)], ["1-9:9"], []],
  ["the same again is dropped", [run(1, 9), run(1, 9)], ["1-9:9"], []],
  ["a run replaces those in its range", [run(9, 9), run(2, 5), run(1, 10)], ["1-10:10"], []],
  ["runs that do not touch stand side by side", [run(10, 12), run(8, 9)], ["8-9:2", "10-12:3"], []],
  ["a partial overlap is kept apart", [run(1, 5), run(3, 10)], ["1-5:5"], ["3-10:8"]],
  ["the same partial overlap is kept once", [run(1, 5), run(3, 10), run(3, 10)], ["1-5:5"], ["3-10:8"]],
  ["what covers both resolves it", [run(1, 5), run(3, 10), run(1, 10)], ["1-10:10"], []],
  ["fewer records in the same range", [run(1, 9), run(1, 9, 7)], ["1-9:9"], ["1-9:7"]],
  ["more records in the same range", [run(1, 9, 7), run(1, 9)], ["1-9:7"], ["1-9:9"]],
  ["more records in a part than in the whole", [run(2, 8), run(1, 9, 3)], ["2-8:7"], ["1-9:3"]],
  ["the part after the whole", [run(1, 9, 3), run(2, 8)], ["1-9:3"], ["2-8:7"]],
])("%s", (_what, runs, kept, unresolved) => {
  expect(merged(...runs)).toEqual({ runs: kept, unresolved });
});

test("an unchanged slot is the same object, so that nothing is written", () => {
  const slot = mergeRun(EMPTY, run(1, 9));
  expect(mergeRun(slot, run(2, 3))).toBe(slot);
});
