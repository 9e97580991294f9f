import { hasPassed } from "../../drills/drill";
import { CRASHING_FUNCTION } from "../../drills/list/crashing-function";
import { STREAM_POLICY_DELETED } from "../../drills/list/stream-policy-deleted";
import { runDrills } from "../../drills/run-drills";
import { APPLY_TIMEOUT_MS } from "./support/apply-timeout";

// All the others are rehearsed every night.
test(
  "incidents are noticed and ended, and nothing is lost",
  async () => {
    // Act
    const results = await runDrills([CRASHING_FUNCTION, STREAM_POLICY_DELETED], {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    // Assess
    expect(results).toMatchObject([
      {
        name: "crashing-function",
        detected: { says: "PROBLEM: Function call failed" },
        written: 80,
        lost: 0,
      },
      {
        name: "stream-policy-deleted",
        detected: { says: expect.stringContaining("because no resource-based policy allows") },
        fixed: { by: ["npx cdktf deploy '*'"] },
        written: 80,
        lost: 0,
      },
    ]);
    expect(results.every(hasPassed)).toBe(true);
  },
  2 * APPLY_TIMEOUT_MS,
);

test("drills that are interrupted leave nothing to rehearse", async () => {
  // Act
  const results = await runDrills([CRASHING_FUNCTION], {
    signal: AbortSignal.abort(),
    onProgress: () => undefined,
  });
  // Assess
  expect(results).toEqual([]);
});
