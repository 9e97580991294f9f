import { backoffMs } from "../../src/failure-handling/backoff";

test("the pause doubles with every failure, up to sixty times the first", () => {
  expect([1, 2, 3, 4, 6, 7, 50].map((failures) => backoffMs(failures, 1000))).toEqual([
    1000, 2000, 4000, 8000, 32_000, 60_000, 60_000,
  ]);
});
