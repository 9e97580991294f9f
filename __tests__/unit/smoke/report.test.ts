import { smokeJson } from "../../../smoke/report/json";
import { smokeText } from "../../../smoke/report/text";
import { hasPassed, type SourceResult } from "../../../smoke/result";

const PASSED: SourceResult = {
  source: "orders",
  tableName: "Orders",
  handledBy: [{ consumer: "events", functionName: "order-events", afterMs: 2_340 }],
  refusals: [
    { accountId: "222222222222", outcome: "refused", by: "the stream's policy", answer: "AccessDenied: no" },
  ],
  removed: true,
  problems: [],
};

test("a source that passed, and one that allows no test", () => {
  expect(smokeText({ tested: [PASSED], skipped: ["other"] })).toBe(
    [
      "orders (Orders): passed",
      "  events: order-events handled it; its log said so after 2.3 s.",
      "  Another role of account 222222222222 was refused by the stream's policy: AccessDenied: no.",
      "  Nothing of the test is left in the table.",
      "",
      "other: not tested, because its entry has no smokeTest.",
      "",
      "Smoke test passed: 1 of 1.",
    ].join("\n"),
  );
});

test.each<[string, Partial<SourceResult>, string]>([
  [
    "a function that was not seen",
    { handledBy: [{ consumer: "events", functionName: "f", problem: { cause: "f did not log" } }] },
    "  events: f did not log.",
  ],
  [
    "a role that got in",
    { refusals: [{ accountId: "222222222222", outcome: "admitted", answer: "it was answered" }] },
    "  Another role of account 222222222222 WAS ADMITTED to the stream: it was answered.",
  ],
  [
    "an item that is left",
    { removed: false },
    "  The marked item may still be in the table. Run the command again: it replaces and removes the item.",
  ],
  [
    "a problem",
    { problems: [{ place: "orders", cause: "no", remedy: "Try again" }] },
    "  orders: no. Try again.",
  ],
])("%s fails the test", (_what, more, line) => {
  // Prepare
  const result = { ...PASSED, ...more };
  // Act
  const text = smokeText({ tested: [result], skipped: [] });
  // Assess
  expect(hasPassed(result)).toBe(false);
  expect(text.split("\n")).toContain(line);
  expect(text).toMatch(/Smoke test FAILED: 0 of 1 passed\.$/);
  expect(JSON.parse(smokeJson("production", { tested: [result], skipped: [] }))).toMatchObject({
    passed: false,
  });
});

test("an answer that names no policy fails nothing", () => {
  // Prepare
  const answer = "ResourceNotFoundException: Stream not found";
  const result: SourceResult = {
    ...PASSED,
    refusals: [{ accountId: "222222222222", outcome: "not judged", answer }],
  };
  // Act
  const text = smokeText({ tested: [result], skipped: [] });
  // Assess
  expect(hasPassed(result)).toBe(true);
  expect(text).toContain(`222222222222: not judged, because the answer names no policy: ${answer}.`);
});

test("an environment without such an entry passes, with nothing tested", () => {
  expect(JSON.parse(smokeJson("production", { tested: [], skipped: ["orders"] }))).toEqual({
    environment: "production",
    passed: true,
    tested: [],
    skipped: ["orders"],
  });
});
