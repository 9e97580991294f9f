import { RecordAge } from "../../src/failure-handling/record-age";

const NOW = 100_000;
const arrivedAt = (item: number) => item;

test("records at the limit are too old, younger ones are not", () => {
  const age = new RecordAge(60_000, arrivedAt);
  expect(age.expired([39_000, 40_000, 40_001], NOW)).toBe(2);
  expect(age.expired([40_001], NOW)).toBe(0);
  expect(age.expired([1, 2], NOW)).toBe(2);
});

test("the first record says when the next one expires", () => {
  const age = new RecordAge(60_000, arrivedAt);
  expect(age.expiresIn([70_000, 80_000], NOW)).toBe(30_000);
  expect(age.expiresIn([], NOW)).toBeUndefined();
});

test("without a limit nothing expires", () => {
  const age = new RecordAge(undefined, arrivedAt);
  expect(age.expired([0], NOW)).toBe(0);
  expect(age.expiresIn([0], NOW)).toBeUndefined();
});
