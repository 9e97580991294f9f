import { kindOf, planFaults } from "../../../../sandbox/chaos/plan";
import { type Evidence, judge } from "../../../../sandbox/chaos/verdict";

/** A run of six records of two items, of which number 4 is poison: all went well. */
const GOOD: Evidence = {
  written: 6,
  handled: [0, 1, 2, 3, 5].map((n) => ({ n, at: 100 + n })),
  discarded: [4],
  keyOf: (n) => `item-${n % 2}`,
  kindOf: (n) => (n === 4 ? "throws" : "good"),
  denied: [{ from: 1000, to: 2000 }],
  kills: 0,
  inFlight: 2,
};

test("a run in which all went well has no violations", () => {
  expect(judge(GOOD)).toEqual({
    counts: {
      written: 6,
      handled: 5,
      atDestination: 1,
      lost: 0,
      poisonHandled: 0,
      goodDiscarded: 0,
      repeated: 0,
      repeatsAllowed: 0,
      outOfOrder: 0,
      whileDenied: 0,
    },
    violations: [],
  });
});

const bad: [string, Partial<Evidence>, RegExp][] = [
  ["a lost record", { discarded: [] }, /^1 record lost$/],
  [
    "poison that was handled",
    { handled: [...GOOD.handled, { n: 4, at: 110 }] },
    /^1 record handled that cannot be$/,
  ],
  ["a good record at the destination", { discarded: [4, 5] }, /^1 good record discarded$/],
  ["a repeat without a kill", { handled: [...GOOD.handled, { n: 0, at: 110 }] }, /^1 repeat, allowed 0$/],
  [
    "an item out of order",
    { handled: [2, 0, 1, 3, 5].map((n) => ({ n, at: 100 })) },
    /^1 record of an item before an earlier one$/,
  ],
  [
    "a delivery while access was denied",
    { handled: GOOD.handled.map(({ n }) => ({ n, at: n === 5 ? 1500 : 100 })) },
    /^1 record delivered while access was denied$/,
  ],
];

test.each(bad)("%s is a violation", (_, change, message) => {
  expect(judge({ ...GOOD, ...change }).violations).toEqual([expect.stringMatching(message)]);
});

test("a kill allows for as many repeats as there were records in flight", () => {
  const handled = [...GOOD.handled, { n: 0, at: 110 }, { n: 1, at: 110 }];
  expect(judge({ ...GOOD, handled, kills: 1 }).violations).toEqual([]);
});

test("a seed decides everything, and another seed something else", () => {
  // Act
  const plan = planFaults(5, 10_000);
  const bad = (seed: number) =>
    Array.from({ length: 10_000 }, (_, n) => n).filter((n) => kindOf(seed, n) !== "good");

  // Assess
  expect(planFaults(5, 10_000)).toEqual(plan);
  expect(planFaults(6, 10_000)).not.toEqual(plan);
  expect(plan.map(({ fault }) => fault).sort()).toEqual([
    "kill the service",
    "revoke the stream policy",
    "throttle the function",
  ]);
  expect(plan.every(({ at }) => at > 0 && at < 9_500)).toBe(true);
  expect(bad(5).length).toBeGreaterThan(10);
  expect(bad(5)).toEqual(bad(5));
  expect(bad(5)).not.toEqual(bad(6));
});
