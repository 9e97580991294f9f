import { deploymentText, dryRunText, outcomeText } from "../../../../cli/deploy/texts";
import { NO_CHANGES, type Result, type StackOutcome } from "../../../../deploy/outcome";

function outcome(stack: string, result: Result, more: Partial<StackOutcome> = {}): StackOutcome {
  return { stack, result, changes: NO_CHANGES, seconds: 0, ...more };
}

test.each([
  [
    outcome("source", "applied", { changes: { added: 4, changed: 1, destroyed: 0 }, seconds: 8.12 }),
    "source: 4 added, 1 changed, 0 destroyed (8.1 s)",
  ],
  [outcome("source", "unchanged", { seconds: 3 }), "source: unchanged (3.0 s)"],
  [
    outcome("consumer", "held-back", { because: "source was not deployed" }),
    "consumer: held back; source was not deployed",
  ],
])("a line for a stack", (one, expected) => {
  // Act
  const text = outcomeText(one);

  // Assess
  expect(text).toBe(expected);
});

test("the summary counts stacks and resources", () => {
  // Prepare
  const outcomes = [
    outcome("a", "applied", { changes: { added: 4, changed: 0, destroyed: 0 } }),
    outcome("b", "applied", { changes: { added: 2, changed: 1, destroyed: 3 } }),
    outcome("c", "skipped"),
  ];

  // Act
  const text = deploymentText(outcomes, 72.4, "npm run deploy -- --resume");

  // Assess
  expect(text).toBe(
    "3 stacks in 1 min 12 s: 2 applied, 1 skipped. Resources: 6 added, 1 changed, 3 destroyed.",
  );
});

test("after a failure it says how to go on", () => {
  // Act
  const text = deploymentText([outcome("a", "failed")], 4.25, "npm run deploy -- --resume");

  // Assess
  expect(text).toBe(
    "1 stack in 4.3 s: 1 failed. Resources: 0 added, 0 changed, 0 destroyed.\n" +
      "To go on from here: npm run deploy -- --resume",
  );
});

test("a dry run says what would change, and that nothing did", () => {
  // Act
  const text = dryRunText({ changes: ["a"], unchanged: ["b"], skipped: ["c"] });

  // Assess
  expect(text).toBe(
    "a: changes\nb: no changes\nc: would be skipped; it is deployed as it is now\n\nNothing was applied.",
  );
});
