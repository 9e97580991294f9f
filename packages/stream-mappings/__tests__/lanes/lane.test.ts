import { settingsFrom } from "../../src/api/settings";
import { TumblingWindow } from "../../src/batching/tumbling-window";
import type { Destinations } from "../../src/destinations/destinations";
import type { Discard } from "../../src/destinations/discard";
import { Feed } from "../../src/feed/feed";
import { Invocations } from "../../src/invocation/invocations";
import type { Invoker } from "../../src/invocation/invoker";
import { Lane } from "../../src/lanes/lane";
import type { Metrics } from "../../src/metrics/metrics";
import type { InvokeResult } from "../../src/model/attempt";
import type { OpenWindow } from "../../src/model/delivery";
import type { Mapping, MappingSettings } from "../../src/model/mapping";
import { pending } from "../sample";

const RUN = { requestId: "request", version: "$LATEST" };
const LENGTH = 10_000;
/** Far back, so that a window without a later record is over at once. */
const at = (second: number) => ({ arrivedAt: second * 1000 });

const returned = (answer: unknown): InvokeResult => ({
  kind: "returned",
  payload: JSON.stringify(answer),
  ...RUN,
});
const THROWN: InvokeResult = { kind: "function-error", error: "Unhandled", ...RUN };

interface SentEvent {
  readonly Records: { readonly n: number }[];
  readonly state?: unknown;
  readonly window?: unknown;
  readonly isFinalInvokeForWindow?: boolean;
  readonly isWindowTerminatedEarly?: boolean;
}

/** A lane whose function answers as `behave` says; it works its records off and ends. */
async function run(
  records: readonly ReturnType<typeof pending>[],
  behave: (event: SentEvent, call: number) => InvokeResult,
  given: Partial<MappingSettings> = {},
  open?: OpenWindow,
) {
  const events: SentEvent[] = [];
  const settled: number[][] = [];
  const discarded: Discard[] = [];
  const results: string[] = [];
  const invoker = {
    invoke: async (_scope: unknown, _arn: string, event: string) => {
      events.push(JSON.parse(event));
      return behave(JSON.parse(event), events.length);
    },
  } as Invoker;
  const metrics = { attempted: () => {} } as unknown as Metrics;
  const settings = { ...settingsFrom({}), ...given };
  const window = settings.tumblingWindowInSeconds > 0 ? new TumblingWindow(LENGTH, 0, open) : undefined;
  const lane = new Lane(
    {
      mapping: { streamArn: "stream", uuid: "mapping" } as Mapping,
      settings,
      shardId: "shard",
      signal: new AbortController().signal,
      granted: async () => {},
      report: (result) => results.push(result),
    },
    {
      invocations: new Invocations(invoker, metrics, new Feed(), () => {}),
      destinations: {
        send: async (_origin: unknown, discard: Discard) => {
          discarded.push(discard);
        },
      } as Destinations,
      retryBackoffMs: 1,
    },
    (done) => settled.push(done.map(({ sequenceNumber }) => Number(sequenceNumber))),
    window,
  );
  lane.push(records);
  lane.close();
  await lane.run();
  const sent = events.map(({ Records, state, isFinalInvokeForWindow: final }) => ({
    records: Records.map(({ n }) => n),
    ...(state !== undefined && { state, final }),
  }));
  return { events, sent, settled, discarded, results, window };
}

const counting = ({ state, Records }: SentEvent) =>
  returned({ state: { count: ((state as { count?: number }).count ?? 0) + Records.length } });
const WINDOWS = { tumblingWindowInSeconds: 10 };

test("without windows, records go batch after batch", async () => {
  // Act
  const { sent, settled, results } = await run(
    [1, 2, 3].map((n) => pending(n)),
    () => returned(null),
    { batchSize: 2 },
  );

  // Assess
  expect(sent).toEqual([{ records: [1, 2] }, { records: [3] }]);
  expect(settled).toEqual([[1, 2], [3]]);
  expect(results).toEqual(["OK", "OK"]);
});

test("a window carries its state, ends with an invoke of its own, and the next one starts empty", async () => {
  // Act
  const records = [pending(1, at(20)), pending(2, at(21)), pending(3, at(31))];
  const { events, sent, settled, window } = await run(records, counting, { ...WINDOWS, batchSize: 1 });

  // Assess
  expect(sent).toEqual([
    { records: [1], state: {}, final: false },
    { records: [2], state: { count: 1 }, final: false },
    { records: [], state: { count: 2 }, final: true },
    { records: [3], state: {}, final: false },
    { records: [], state: { count: 1 }, final: true },
  ]);
  expect(events[0]).toMatchObject({
    window: { start: "1970-01-01T00:00:20Z", end: "1970-01-01T00:00:30Z" },
    shardId: "shard",
    eventSourceARN: "stream",
  });
  // The end of a window settles nothing, and is saved twice: with the last state, then without a window.
  expect(settled).toEqual([[1], [2], [], [], [3], [], []]);
  expect(window?.open).toBeUndefined();
});

test("recorded: a state over 1 MB ends the window at once; it goes on with an empty state", async () => {
  // Act
  const large = { state: { text: "x".repeat(1024 * 1024) } };
  const records = [pending(1, at(20)), pending(2, at(21))];
  const { events, sent } = await run(
    records,
    ({ isFinalInvokeForWindow: final }, call) => returned(final || call > 1 ? { state: {} } : large),
    { ...WINDOWS, batchSize: 1 },
  );

  // Assess
  expect(events[1]).toMatchObject({
    Records: [],
    ...large,
    window: { start: "1970-01-01T00:00:20Z", end: "1970-01-01T00:00:30Z" },
    isFinalInvokeForWindow: true,
    isWindowTerminatedEarly: true,
  });
  expect(events.map(({ isWindowTerminatedEarly: early }) => early)).toEqual([false, true, false, false]);
  expect(sent.map(({ records: batch }) => batch)).toEqual([[1], [], [2], []]);
  expect(sent[2]).toEqual({ records: [2], state: {}, final: false });
});

test("a window that was too large when the service was killed ends before anything else", async () => {
  // Act
  const state = { text: "x".repeat(1024 * 1024) };
  const { events } = await run([pending(1, at(20))], counting, WINDOWS, { start: 20_000, state });

  // Assess
  expect(events.map(({ Records, isWindowTerminatedEarly: early }) => [Records.length, early])).toEqual([
    [0, true],
    [1, false],
    [0, false],
  ]);
  expect(events[0]).toMatchObject({ state, isFinalInvokeForWindow: true });
  expect(events[1]).toMatchObject({ state: {} });
});

test("an answer without a state is a failure, also with ReportBatchItemFailures", async () => {
  // Act
  const { discarded, results } = await run(
    [pending(1, at(20))],
    ({ Records }) => returned(Records.length > 0 ? { batchItemFailures: [] } : { state: {} }),
    { ...WINDOWS, maximumRetryAttempts: 0, functionResponseTypes: ["ReportBatchItemFailures"] },
  );

  // Assess
  expect(discarded).toMatchObject([
    { records: [{ sequenceNumber: "1" }], condition: "RetryAttemptsExhausted" },
  ]);
  expect(results).toEqual(["PROBLEM: Function call failed", "OK"]);
});

test("a partial failure keeps the state of what it handled; one at the first record keeps none", async () => {
  // Act
  const failing = (id: string) => ({ batchItemFailures: [{ itemIdentifier: id }], state: { upTo: id } });
  const { sent } = await run(
    [1, 2].map((n) => pending(n, at(20))),
    (_, call) => returned(call < 3 ? failing("2") : { state: { done: true } }),
    { ...WINDOWS, functionResponseTypes: ["ReportBatchItemFailures"] },
  );

  // Assess
  expect(sent).toEqual([
    { records: [1, 2], state: {}, final: false },
    { records: [2], state: { upTo: "2" }, final: false },
    { records: [2], state: { upTo: "2" }, final: false },
    { records: [], state: { done: true }, final: true },
  ]);
});

test("a final invoke that fails is retried, then discarded with its window and without records", async () => {
  // Act
  const { sent, discarded } = await run(
    [pending(1, at(20))],
    (event) => (event.isFinalInvokeForWindow ? THROWN : counting(event)),
    { ...WINDOWS, maximumRetryAttempts: 1 },
  );

  // Assess
  expect(sent.map(({ final }) => final)).toEqual([false, true, true]);
  expect(discarded).toMatchObject([
    {
      records: [],
      window: { start: 20_000, final: true },
      condition: "RetryAttemptsExhausted",
      invocations: 2,
    },
  ]);
});

test("recorded: after a partial failure the result is OK, also when the records are discarded in the end", async () => {
  // Act
  const { discarded, results } = await run(
    [1, 2].map((n) => pending(n)),
    () => returned({ batchItemFailures: [{ itemIdentifier: "2" }] }),
    { maximumRetryAttempts: 0, functionResponseTypes: ["ReportBatchItemFailures"] },
  );

  // Assess
  expect(discarded).toMatchObject([{ records: [{ sequenceNumber: "2" }] }]);
  expect(results).toEqual(["OK", "OK"]);
});

test("after an error, and after an answer that cannot be read, the result is a problem", async () => {
  // Act
  const behaviour = { maximumRetryAttempts: 0, functionResponseTypes: ["ReportBatchItemFailures"] };
  const thrown = await run([pending(1)], () => THROWN, behaviour);
  const unreadable = await run([pending(1)], () => returned("yes"), behaviour);

  // Assess
  expect(thrown.results).toEqual(["PROBLEM: Function call failed"]);
  expect(unreadable.results).toEqual(["PROBLEM: Function call failed"]);
});
