import { chooseDrills } from "../../../drills/choose";
import type { DrillResult } from "../../../drills/drill";
import { drillsText } from "../../../drills/report/text";

const PASSED: DrillResult = {
  name: "broken-release",
  incident: "A release fails",
  detected: { by: "a look", says: "PROBLEM", afterMs: 1_234 },
  fixed: { by: ["one command", "another"], afterMs: 20_000 },
  written: 60,
  handled: 64,
  lost: 0,
  repeated: 3,
  totalMs: 25_000,
};

test("a drill that passed, and one that did not", () => {
  // Prepare
  const { detected: _detected, fixed: _fixed, ...rest } = PASSED;
  // Act
  const text = drillsText([PASSED, { ...rest, lost: 20, problem: "It was interrupted." }]);
  // Assess
  expect(text).toBe(
    [
      "broken-release: passed (25.0 s)",
      "  A release fails.",
      "  detected  after 1.2 s, by a look: PROBLEM",
      "  fixed     after 20.0 s, by one command, then another",
      "  lost      0 of 60; 60 handled 64 times, 3 of them more than once",
      "",
      "broken-release: FAILED (25.0 s)",
      "  A release fails.",
      "  detected  NOT",
      "  fixed     NOT",
      "  lost      20 of 60; 40 handled 64 times, 3 of them more than once",
      "  It was interrupted.",
      "",
      "1 of 2 drills passed.",
    ].join("\n"),
  );
});

test("drills are chosen by name, in the order of the list", () => {
  expect(chooseDrills(["role-deleted", "crashing-function"]).map(({ name }) => name)).toEqual([
    "crashing-function",
    "role-deleted",
  ]);
});

test("every name that is no drill's is reported at once", () => {
  expect(() => chooseDrills(["a", "role-deleted", "b"])).toThrow(
    "Use names that `npm run drills -- --list` prints:\n  There is no drill a.\n  There is no drill b.",
  );
});
