import type { DiscardReason } from "../../src/destinations/discard";
import { BatchInvocation, type BatchWork } from "../../src/invocation/batch-invocation";
import type { InvokeResult } from "../../src/model/attempt";
import { pause } from "../../src/waiting/pause";

jest.mock("../../src/waiting/pause", () => {
  const actual = jest.requireActual<typeof import("../../src/waiting/pause")>("../../src/waiting/pause");
  return { pause: jest.fn(actual.pause) };
});

const RUN = { requestId: "request", version: "$LATEST" };
const OK: InvokeResult = { kind: "returned", payload: "{}", ...RUN };
const ERROR: InvokeResult = { kind: "function-error", error: "Unhandled", ...RUN };
const THROTTLED: InvokeResult = { kind: "throttled" };
const MISSING: InvokeResult = { kind: "service-error", message: "Function not found" };

interface Trial {
  readonly sent: number[][];
  readonly settled: number[];
  readonly discards: { items: number[]; reason: DiscardReason }[];
  readonly work: BatchWork<number>;
  readonly stop: AbortController;
}

/** A work whose items are their own ages in seconds; the function answers as listed, the last answer for ever. */
function trial(answers: readonly InvokeResult[], policy: Partial<BatchWork<number>["policy"]> = {}): Trial {
  const stop = new AbortController();
  const sent: number[][] = [];
  const settled: number[] = [];
  const discards: Trial["discards"] = [];
  const work: BatchWork<number> = {
    signal: stop.signal,
    policy: { maximumRetryAttempts: 2, bisect: false, retryBackoffMs: 1, ...policy },
    arrivedAt: (age) => Date.now() - age * 1000,
    granted: async () => {},
    attempt: async (items) => {
      sent.push([...items]);
      const result = answers[Math.min(sent.length, answers.length) - 1] ?? OK;
      return result.kind === "returned" ? { result, outcome: { kind: "success" } } : { result };
    },
    discard: async (items, reason) => {
      discards.push({ items: [...items], reason });
    },
    settle: (items) => settled.push(...items),
  };
  return { sent, settled, discards, work, stop };
}

test("errors use up the retries; the destination receives the last attempt", async () => {
  // Prepare
  const { work, discards, sent, settled } = trial([ERROR]);

  // Act
  await new BatchInvocation([1, 2], work).run();

  // Assess
  expect(sent).toHaveLength(3);
  expect(discards).toEqual([
    {
      items: [1, 2],
      reason: {
        condition: "RetryAttemptsExhausted",
        invocations: 3,
        lastAttempt: { ...RUN, functionError: "Unhandled" },
      },
    },
  ]);
  expect(settled).toEqual([1, 2]);
});

test("throttling and a missing function use up no retries", async () => {
  // Prepare
  const { work, discards, sent, settled } = trial([THROTTLED, THROTTLED, MISSING, MISSING, MISSING, OK], {
    maximumRetryAttempts: 0,
  });

  // Act
  await new BatchInvocation([1], work).run();

  // Assess
  expect(sent).toHaveLength(6);
  expect(discards).toEqual([]);
  expect(settled).toEqual([1]);
});

test("records too old are discarded without the function having run; younger ones are sent", async () => {
  // Prepare
  const { work, discards, sent } = trial([OK], { maximumAgeMs: 60_000 });

  // Act
  await new BatchInvocation([90, 61, 30], work).run();

  // Assess
  expect(sent).toEqual([[30]]);
  expect(discards).toEqual([{ items: [90, 61], reason: { condition: "RecordAgeExceeded", invocations: 1 } }]);
});

test("with a record age, endless retries end when the record is too old, and not later", async () => {
  // Prepare
  const { work, discards } = trial([ERROR], {
    maximumRetryAttempts: -1,
    maximumAgeMs: 60_000,
    retryBackoffMs: 100_000,
  });
  const start = Date.now();
  const born = start - 59_900;

  // Act
  await new BatchInvocation([0], { ...work, arrivedAt: () => born }).run();

  // Assess
  expect(Date.now() - start).toBeLessThan(2_000);
  expect(discards).toEqual([
    {
      items: [0],
      // Recorded: nothing is said of the attempts before.
      reason: { condition: "RecordAgeExceeded", invocations: 1 },
    },
  ]);
});

test("recorded: a record that grows too old while it is retried names the tries, but no response", async () => {
  // Prepare
  const { work, discards, sent } = trial([ERROR], { maximumRetryAttempts: -1, maximumAgeMs: 60_000 });
  const arrivedAt = () => (sent.length < 8 ? Date.now() : 0);

  // Act
  await new BatchInvocation([1], { ...work, arrivedAt }).run();

  // Assess
  expect(discards).toEqual([{ items: [1], reason: { condition: "RecordAgeExceeded", invocations: 8 } }]);
});

test("recorded: no pause follows a split or a moved checkpoint; a second try of the same waits", async () => {
  // Prepare
  const pauses = () =>
    jest
      .mocked(pause)
      .mock.calls.splice(0)
      .map(([ms]) => ms);
  pauses();
  const throws = trial([ERROR, OK, ERROR, ERROR, OK], { bisect: true, retryBackoffMs: 280 });
  const partial = trial([OK], { retryBackoffMs: 280 });
  const lowest = [1, 0, 1];
  const attempt = async () => {
    const index = lowest.shift();
    const outcome =
      index === undefined ? ({ kind: "success" } as const) : ({ kind: "partial", index } as const);
    return { result: OK, outcome };
  };

  // Act
  await new BatchInvocation([1, 2], throws.work).run();
  const afterThrows = pauses();
  await new BatchInvocation([1, 2, 3], { ...partial.work, attempt }).run();

  // Assess
  expect(throws.sent).toEqual([[1, 2], [1], [2], [2], [2]]);
  expect(afterThrows).toEqual([280, 392]);
  expect(pauses()).toEqual([280]);
});

test("a service that ends leaves the batch as it is", async () => {
  // Prepare
  const { work, discards, settled, stop } = trial([ERROR], {
    maximumRetryAttempts: -1,
    retryBackoffMs: 60_000,
  });

  // Act
  const running = new BatchInvocation([1], work).run();
  setTimeout(() => stop.abort(), 20);
  await running;

  // Assess
  expect(settled).toEqual([]);
  expect(discards).toEqual([]);
});
