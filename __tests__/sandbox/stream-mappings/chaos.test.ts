import { runChaos } from "../../../sandbox/chaos/run";

test("a short chaos run loses nothing, repeats no more than it may, and keeps each item's order", async () => {
  // Act
  const { counts, violations } = await runChaos({ records: 2_000, seed: 4 });

  // Assess
  expect(violations).toEqual([]);
  expect(counts.handled + counts.atDestination).toBe(2_000);
  expect(counts.atDestination).toBeGreaterThan(0);
}, 120_000);
