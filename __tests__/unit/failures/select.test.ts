import type { FailedBatch } from "../../../failures/failed-batch";
import { isSelected, oneById, parseSince, shortIds } from "../../../failures/select";
import { idOf } from "./support/fixtures";

const NOW = Date.parse("2026-01-31T12:00:00Z");
const BATCH = { id: idOf(1), source: "orders", failedAt: "2026-01-31T08:00:00.000Z" } as FailedBatch;

test.each([
  ["2026-01-31T08:00Z", "2026-01-31T08:00:00.000Z"],
  ["2026-01-31", "2026-01-31T00:00:00.000Z"],
  ["2026-01-31T08:00", "2026-01-31T08:00:00.000Z"],
  ["2026-01-31T08:00:01.5+02:00", "2026-01-31T06:00:01.500Z"],
  ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ["90s", "2026-01-31T11:58:30.000Z"],
  ["30m", "2026-01-31T11:30:00.000Z"],
  ["2h", "2026-01-31T10:00:00.000Z"],
  ["3d", "2026-01-28T12:00:00.000Z"],
])("%s is a moment", (text, moment) => {
  // Act, Assess
  expect(new Date(parseSince(text, NOW) ?? 0).toISOString()).toBe(moment);
});

test.each([
  "",
  "yesterday",
  "2",
  "2w",
  "-2h",
  "2026-13-40",
  "2026-02-29",
  "2026-04-31T08:00Z",
  "2026-01-31T25:00Z",
  "2026-01-31 8:00",
])("%j is none", (text) => {
  // Act, Assess
  expect(parseSince(text, NOW)).toBeUndefined();
});

test.each([
  [{}, true],
  [{ source: "orders", since: Date.parse("2026-01-31T08:00:00Z") }, true],
  [{ source: "invoices" }, false],
  [{ since: Date.parse("2026-01-31T08:00:01Z") }, false],
  [{ id: idOf(2) }, false],
])("%j selects: %s", (selection, selected) => {
  // Act, Assess
  expect(isSelected(selection)(BATCH)).toBe(selected);
});

test("the beginning of an ID is enough if no other ID has it", () => {
  // Prepare
  const all = [{ id: "aaaaaaaa-1" }, { id: "aaaaaaaa-2" }, { id: "bbbbbbbb-1" }];
  // Act, Assess
  expect(oneById(all, "B")).toBe(all[2]);
  expect(() => oneById(all, "aaaa")).toThrow(
    "2 failed batches have an ID that begins with aaaa: aaaaaaaa-1, aaaaaaaa-2.\nGive more of the ID.",
  );
  expect(() => oneById(all, "c")).toThrow("No failed batch has an ID that begins with c.");
  expect(shortIds(all.map(({ id }) => id))("bbbbbbbb-1")).toBe("bbbbbbbb-1");
  expect(shortIds(["aaaaaaaa-1", "bbbbbbbb-1"])("bbbbbbbb-1")).toBe("bbbbbbbb");
});
