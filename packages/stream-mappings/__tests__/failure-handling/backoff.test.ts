import { backoffMs } from "../../src/failure-handling/backoff";
import { DEFAULTS } from "../../src/options";

const pauses = (count: number, firstMs: number) =>
  Array.from({ length: count }, (_, index) => Math.round(backoffMs(index + 1, firstMs)));

test("recorded: by default the first pauses are 0.28 and 0.39 s, and a minute holds eight tries", () => {
  // Act
  const seven = pauses(7, DEFAULTS.retryBackoffMs);
  const eighth = backoffMs(8, DEFAULTS.retryBackoffMs);

  // Assess
  const total = seven.reduce((sum, pause) => sum + pause, 0);
  expect(seven.slice(0, 2)).toEqual([280, 392]);
  expect(total).toBeLessThan(60_000);
  expect(total + eighth).toBeGreaterThan(60_000);
});

test("pauses grow with every failure, up to a hundred times the first", () => {
  expect([...pauses(8, 1000), backoffMs(50, 1000)]).toEqual([
    1000, 1400, 3080, 6776, 14_907, 32_796, 72_151, 100_000, 100_000,
  ]);
});
