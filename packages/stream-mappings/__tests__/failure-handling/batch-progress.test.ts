import fc from "fast-check";
import { BatchProgress, type FailurePolicy } from "../../src/failure-handling/batch-progress";

/** Lets a batch run through a function that cannot handle `bad`; gives what was sent, and what was discarded. */
function run(items: readonly number[], bad: ReadonlySet<number>, policy: FailurePolicy, partial: boolean) {
  const progress = new BatchProgress(items, policy);
  const sent: string[] = [];
  const settled: number[] = [];
  const discarded: { items: readonly number[]; invocations: number }[] = [];
  while (progress.current().length > 0) {
    const current = progress.current();
    sent.push(current.join(""));
    const lowest = current.findIndex((item) => bad.has(item));
    const verdict =
      lowest === -1 ? progress.succeed() : partial ? progress.failFrom(lowest) : progress.fail();
    settled.push(...verdict.settled);
    if (verdict.discarded) discarded.push(verdict.discarded);
  }
  return { sent, settled, discarded };
}

const ONE_RETRY = { maximumRetryAttempts: 1, bisect: false };
const BISECT = { ...ONE_RETRY, bisect: true };
const BATCH = [1, 2, 3, 4];
const BAD = new Set([2]);

test("recorded: an error, one retry", () => {
  expect(run(BATCH, BAD, ONE_RETRY, false)).toEqual({
    sent: ["1234", "1234"],
    settled: [],
    discarded: [{ items: [1, 2, 3, 4], invocations: 2 }],
  });
});

test("recorded: a partial failure, one retry", () => {
  expect(run(BATCH, BAD, ONE_RETRY, true)).toEqual({
    sent: ["1234", "234", "234"],
    settled: [1],
    discarded: [{ items: [2, 3, 4], invocations: 2 }],
  });
});

test("recorded: an error with bisection, one retry", () => {
  expect(run(BATCH, BAD, BISECT, false)).toEqual({
    sent: ["1234", "12", "1", "2", "2", "34"],
    settled: [1, 3, 4],
    discarded: [{ items: [2], invocations: 2 }],
  });
});

test("recorded: a partial failure with bisection, one retry", () => {
  expect(run(BATCH, BAD, BISECT, true)).toEqual({
    sent: ["1234", "234", "2", "2", "34"],
    settled: [1, 3, 4],
    discarded: [{ items: [2], invocations: 2 }],
  });
});

test("no retries: the first failure is the last", () => {
  expect(run(BATCH, BAD, { maximumRetryAttempts: 0, bisect: false }, false).sent).toEqual(["1234"]);
});

test("retries without end never discard", () => {
  // Prepare
  const progress = new BatchProgress([1], { maximumRetryAttempts: -1, bisect: false });

  // Act
  const verdicts = Array.from({ length: 1000 }, () => progress.fail());

  // Assess
  expect(verdicts.every(({ discarded }) => discarded === undefined)).toBe(true);
  expect(progress.failures()).toBe(1000);
});

test("what grows too old is discarded, the rest goes on", () => {
  // Prepare
  const progress = new BatchProgress(BATCH, ONE_RETRY);

  // Act
  const verdict = progress.expire(3);

  // Assess
  expect(verdict).toEqual({ settled: [], discarded: { items: [1, 2, 3], invocations: 1 } });
  expect(progress.current()).toEqual([4]);
});

test("every record ends exactly once, in order, and with bisection only bad ones are discarded", () => {
  const policies = fc.record({ maximumRetryAttempts: fc.integer({ min: 0, max: 3 }), bisect: fc.boolean() });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.array(fc.integer({ min: 1, max: 30 })),
      policies,
      fc.boolean(),
      (size, badList, policy, partial) => {
        const items = Array.from({ length: size }, (_, index) => index + 1);
        const bad = new Set(badList);
        const { settled, discarded } = run(items, bad, policy, partial);
        const given = discarded.flatMap((part) => part.items);
        expect([...settled, ...given].sort((a, b) => a - b)).toEqual(items);
        expect(settled).toEqual([...settled].sort((a, b) => a - b));
        expect(settled.some((item) => bad.has(item))).toBe(false);
        if (policy.bisect) expect(given.every((item) => bad.has(item))).toBe(true);
        expect(discarded.every(({ invocations }) => invocations === policy.maximumRetryAttempts + 1)).toBe(
          true,
        );
      },
    ),
  );
});
