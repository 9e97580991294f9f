import { planSummary } from "../../../../cli/plan/summary";
import type { PlanManifest, PlannedStack } from "../../../../plan/manifest";

function manifest(stacks: readonly Partial<PlannedStack>[], removedStacks: string[] = []): PlanManifest {
  const place = { accountId: "111111111111", region: "eu-central-1", sampleOutputsOf: [] };
  return {
    stacks: stacks.map((stack) => ({ ...place, ...stack })),
    removedStacks,
  } as unknown as PlanManifest;
}

test("a summary says what changes, what was made up, and what to do next", () => {
  // Prepare
  const stacks = [
    { name: "source", changes: true },
    { name: "consumer", accountId: "222222222222", changes: true, sampleOutputsOf: ["source"] },
  ];

  // Act
  const text = planSummary(manifest(stacks), "plans/production");

  // Assess
  expect(text).toBe(
    [
      "source (account 111111111111, eu-central-1): changes",
      "consumer (account 222222222222, eu-central-1): changes, planned with sample outputs of source: deploy that first, then plan again",
      "",
      "The plans are in plans/production. They hold values in clear, so keep them to yourself. Next:",
      "  npm run plan-review -- plans/production",
      "  npm run apply -- --plans plans/production",
    ].join("\n"),
  );
});

test("without changes there is nothing to apply, and removed stacks are told", () => {
  // Prepare
  const planned = manifest([{ name: "source", changes: false }], ["source-old"]);

  // Act
  const text = planSummary(planned, "plans/production");

  // Assess
  expect(text).toBe(
    [
      "source (account 111111111111, eu-central-1): no changes",
      "source-old: may still be deployed, but the environment file has no such stack",
      "",
      "The plans are in plans/production. There is nothing to apply.",
    ].join("\n"),
  );
});
