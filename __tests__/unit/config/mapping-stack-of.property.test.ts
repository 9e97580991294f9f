import fc from "fast-check";
import { mappingPlaces } from "../../../config/mapping-places";
import { mappingStackOf } from "../../../config/mapping-stack-of";

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 50), seed: 20260131 };

const tenants = fc.uniqueArray(fc.stringMatching(/^t[a-z0-9-]{0,12}$/), { minLength: 1, maxLength: 40 });
const count = fc.integer({ min: 1, max: 20 });

/** Where the mappings of some tenants are, given in an order. */
function placesOf(sources: readonly string[], mappingStacks: number) {
  const all = [...sources, "ordinary"].map((source) => ({ source }));
  const known = Object.fromEntries(sources.map((source) => [source, { source: "saas", tenant: source }]));
  return mappingPlaces({ mappings: all, mappingStacks } as never, { tenants: known });
}

test("the order of tenants changes nothing, one tenant more moves no other, and other sources stay", () => {
  fc.assert(
    fc.property(tenants, count, fc.nat(), (sources, stacks, pick) => {
      // Prepare
      const gone = sources[pick % sources.length];

      // Act
      const all = placesOf(sources, stacks);
      const reversed = placesOf([...sources].reverse(), stacks);
      const fewer = placesOf(
        sources.filter((source) => source !== gone),
        stacks,
      );

      // Assess
      expect(all.own).toEqual(["ordinary"]);
      expect(all.stacks).toHaveLength(stacks);
      expect([...all.stacks.flat()].sort()).toEqual([...sources].sort());
      expect(reversed).toEqual(all);
      expect(fewer.stacks).toEqual(all.stacks.map((held) => held.filter((source) => source !== gone)));
    }),
    RUNS,
  );
});

test("with one stack more, a tenant stays where it is or moves to the new stack", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), count, (source, stacks) => {
      // Act
      const before = mappingStackOf(source, stacks);
      const after = mappingStackOf(source, stacks + 1);

      // Assess
      expect(before).toBeGreaterThanOrEqual(1);
      expect(before).toBeLessThanOrEqual(stacks);
      expect([before, stacks + 1]).toContain(after);
    }),
    RUNS,
  );
});

test.each([1, 4, 13])("of 1,000 tenants about 1,000 / (N + 1) move from %i stacks to one more", (stacks) => {
  // Prepare
  const sources = Array.from({ length: 1_000 }, (_, index) => `saas-t${index}`);

  // Act
  const moved = sources.filter(
    (source) => mappingStackOf(source, stacks) !== mappingStackOf(source, stacks + 1),
  );

  // Assess: within four standard deviations
  const share = 1 / (stacks + 1);
  const deviation = Math.sqrt(1_000 * share * (1 - share));
  expect(Math.abs(moved.length - 1_000 * share)).toBeLessThan(4 * deviation);
});

test("the stacks of known tenants never change: their states are named after them", () => {
  // Prepare
  const sources = ["saas-acme", "saas-globex", "saas-initech", "saas-umbrella"];

  // Act
  const stacks = sources.map((source) => [2, 3, 14].map((some) => mappingStackOf(source, some)));

  // Assess
  expect(stacks).toEqual([
    [1, 1, 7],
    [1, 3, 13],
    [1, 1, 4],
    [1, 1, 7],
  ]);
});

test("without mapping stacks every mapping is in the consumer's own stack", () => {
  // Prepare
  const mappings = [{ source: "saas-b" }, { source: "saas-a" }, { source: "saas-b" }];

  // Act
  const places = mappingPlaces({ mappings } as never, { tenants: {} });

  // Assess
  expect(places).toEqual({ own: ["saas-b", "saas-a"], stacks: [] });
});
