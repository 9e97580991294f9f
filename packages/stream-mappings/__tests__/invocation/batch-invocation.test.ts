import type { DropReason } from "../../src/destinations/discard";
import { BatchProcessor, type ProcessorHost } from "../../src/invocation/batch-invocation";
import type { InvokeResult } from "../../src/invocation/invoker";

const RUN = { requestId: "request", version: "$LATEST" };
const OK: InvokeResult = { kind: "returned", payload: "{}", ...RUN };
const ERROR: InvokeResult = { kind: "function-error", error: "Unhandled", ...RUN };
const THROTTLED: InvokeResult = { kind: "throttled" };
const MISSING: InvokeResult = { kind: "service-error", message: "Function not found" };

interface Trial {
  readonly sent: number[][];
  readonly settled: number[];
  readonly drops: { items: number[]; reason: DropReason }[];
  readonly host: ProcessorHost<number>;
  readonly stop: AbortController;
}

/** A host whose items are their own ages in seconds; the function answers as listed, the last answer for ever. */
function trial(
  answers: readonly InvokeResult[],
  policy: Partial<ProcessorHost<number>["policy"]> = {},
): Trial {
  const stop = new AbortController();
  const sent: number[][] = [];
  const settled: number[] = [];
  const drops: Trial["drops"] = [];
  const host: ProcessorHost<number> = {
    signal: stop.signal,
    policy: { maximumRetryAttempts: 2, bisect: false, retryBackoffMs: 1, ...policy },
    arrivedAt: (age) => Date.now() - age * 1000,
    access: async () => {},
    invoke: async (items) => {
      sent.push([...items]);
      return answers[Math.min(sent.length, answers.length) - 1] ?? OK;
    },
    outcome: () => ({ kind: "success" }),
    drop: async (items, reason) => {
      drops.push({ items: [...items], reason });
    },
    settle: (items) => settled.push(...items),
    report: () => {},
  };
  return { sent, settled, drops, host, stop };
}

test("errors use up the retries; the last attempt is told to the destination", async () => {
  // Prepare
  const { host, drops, sent, settled } = trial([ERROR]);

  // Act
  await new BatchProcessor([1, 2], host).run();

  // Assess
  expect(sent).toHaveLength(3);
  expect(drops).toEqual([
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
  const { host, drops, sent, settled } = trial([THROTTLED, THROTTLED, MISSING, MISSING, MISSING, OK], {
    maximumRetryAttempts: 0,
  });

  // Act
  await new BatchProcessor([1], host).run();

  // Assess
  expect(sent).toHaveLength(6);
  expect(drops).toEqual([]);
  expect(settled).toEqual([1]);
});

test("records too old are given up without the function having run; younger ones are sent", async () => {
  // Prepare
  const { host, drops, sent } = trial([OK], { maximumAgeMs: 60_000 });

  // Act
  await new BatchProcessor([90, 61, 30], host).run();

  // Assess
  expect(sent).toEqual([[30]]);
  expect(drops).toEqual([
    { items: [90, 61], reason: { condition: "RecordAgeExceeded", invocations: 1, lastAttempt: undefined } },
  ]);
});

test("with a record age, endless retries end when the record is too old, and not later", async () => {
  // Prepare
  const { host, drops } = trial([ERROR], {
    maximumRetryAttempts: -1,
    maximumAgeMs: 60_000,
    retryBackoffMs: 100_000,
  });
  const start = Date.now();
  const born = start - 59_900;

  // Act
  await new BatchProcessor([0], { ...host, arrivedAt: () => born }).run();

  // Assess
  expect(Date.now() - start).toBeLessThan(2_000);
  expect(drops).toEqual([
    {
      items: [0],
      reason: {
        condition: "RecordAgeExceeded",
        invocations: 1,
        lastAttempt: { ...RUN, functionError: "Unhandled" },
      },
    },
  ]);
});

test("a service that ends leaves the batch as it is", async () => {
  // Prepare
  const { host, drops, settled, stop } = trial([ERROR], { maximumRetryAttempts: -1, retryBackoffMs: 60_000 });

  // Act
  const running = new BatchProcessor([1], host).run();
  setTimeout(() => stop.abort(), 20);
  await running;

  // Assess
  expect(settled).toEqual([]);
  expect(drops).toEqual([]);
});
