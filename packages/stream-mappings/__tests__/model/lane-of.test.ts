import fc from "fast-check";
import { laneOf } from "../../src/model/lane-of";

test("an item always takes the same lane, and it is one of the lanes there are", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 10 }), (key, factor) => {
      const lane = laneOf(key, factor);
      expect(laneOf(key, factor)).toBe(lane);
      expect(lane).toBeGreaterThanOrEqual(0);
      expect(lane).toBeLessThan(factor);
    }),
  );
});

test("many items use all lanes about evenly", () => {
  // Prepare
  const counts = new Array<number>(10).fill(0);

  // Act
  for (let n = 0; n < 10_000; n += 1) {
    const lane = laneOf(JSON.stringify([["id", { S: `item-${n}` }]]), 10);
    counts[lane] = (counts[lane] ?? 0) + 1;
  }

  // Assess
  expect(Math.min(...counts)).toBeGreaterThan(700);
  expect(Math.max(...counts)).toBeLessThan(1300);
});
