import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsFrom } from "../../src/api/settings";
import type { StreamDecision } from "../../src/authorization/stream-access";
import type { SignedCall, SignedHttp } from "../../src/aws/signed-http";
import { CheckpointStore } from "../../src/checkpoint/checkpoint-store";
import type { Destinations } from "../../src/destinations/destinations";
import type { Discard } from "../../src/destinations/discard";
import { Feed } from "../../src/feed/feed";
import { Invocations } from "../../src/invocation/invocations";
import type { Invoker } from "../../src/invocation/invoker";
import { MappingRunner, type RunnerParts } from "../../src/mappings/mapping-runner";
import type { Metrics } from "../../src/metrics/metrics";
import { parseStreamArn, type StreamArn } from "../../src/model/arns";
import type { InvokeResult } from "../../src/model/attempt";
import type { Mapping, MappingSettings } from "../../src/model/mapping";
import { StreamNews } from "../../src/news/stream-news";
import { PollPace } from "../../src/reader/poll-pace";
import { StreamApi } from "../../src/reader/stream-api";
import { FakeStream } from "./fake-stream";

const STREAM_ARN = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829";
const RUN = { requestId: "request", version: "$LATEST" };

/** A record as the function got it. */
export interface Delivered {
  readonly n: number;
  readonly key: string;
}

/** What a function does with a batch: takes it, throws, names the lowest record that failed, or is not run. */
export type Behaviour = (batch: readonly Delivered[]) => "ok" | "throw" | "throttle" | { failedFrom: number };

/**
 * A mapping's runner in a world made of plain objects: a stream with shards, a function, access that can be taken
 * away and a destination. Only the checkpoints on disk are real.
 */
export class World {
  readonly stream = new FakeStream();
  /** What the mapping tells its listeners. */
  readonly feed = new Feed();
  /** Numbers of the records handled, in the order in which the function finished them. */
  readonly handled: number[] = [];
  /** Numbers of the records at the destination. */
  readonly discarded: number[] = [];
  /** Every batch that was sent while access was known to be denied. */
  readonly leaks: number[][] = [];
  readonly batches: number[][] = [];
  behaviour: Behaviour = () => "ok";
  /** How long an invocation takes, milliseconds. */
  invokeMs = 3;
  lastResult = "";
  private open = true;
  private noticed = false;
  private runner: MappingRunner | undefined;
  /** Counts the starts: what belongs to an earlier one is dead. */
  private life = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), "world-"));
  private settings: MappingSettings;

  constructor(settings: Partial<MappingSettings>) {
    this.settings = { ...settingsFrom({}), ...settings };
  }

  start(): void {
    this.life += 1;
    const { life } = this;
    const http = { send: async (call: SignedCall) => this.stream.answer(call) } as unknown as SignedHttp;
    const stream = new StreamApi(http, parseStreamArn(STREAM_ARN) as StreamArn);
    this.runner = new MappingRunner(this.mapping(), stream, this.parts(this.life), (result) => {
      this.lastResult = result;
      // A dead runner says nothing about the one that runs, nor an old decision about access that was given back.
      const isNews = life === this.life && !this.open;
      if (isNews && result.startsWith("PROBLEM: shut")) this.noticed = true;
    });
    this.runner.start();
  }

  /** Ends the service as SIGKILL does: what it had under way is never heard of again. */
  crash(): void {
    const dead = this.runner;
    this.life += 1;
    void dead?.stop();
  }

  async update(settings: Partial<MappingSettings>): Promise<void> {
    await this.runner?.stop();
    this.settings = { ...this.settings, ...settings };
    this.start();
  }

  /** Takes access away and waits until the mapping has noticed. */
  async shut(): Promise<void> {
    this.open = false;
    while (!this.noticed) await tick();
  }

  reopen(): void {
    this.open = true;
    this.noticed = false;
  }

  /** Waits until every record has come to an end. */
  async settled(): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (new Set([...this.handled, ...this.discarded]).size < this.stream.count) {
      if (Date.now() > deadline)
        throw new Error(`records are missing; the last result was ${this.lastResult}`);
      await tick();
    }
  }

  async end(): Promise<void> {
    await this.runner?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private mapping(): Mapping {
    return {
      uuid: "mapping",
      account: "222222222222",
      region: "eu-central-1",
      streamArn: STREAM_ARN,
      startingPosition: "TRIM_HORIZON",
      functionName: "on-change",
      functionArn: "arn:aws:lambda:eu-central-1:222222222222:function:on-change",
      roleArn: "arn:aws:iam::222222222222:role/reader",
      settings: this.settings,
      enabled: true,
      state: "Enabled",
      lastModified: 0,
      lastProcessingResult: "",
      tags: {},
    };
  }

  private parts(life: number): RunnerParts {
    const isDead = () => life !== this.life;
    const log = () => {};
    const metrics = { polled: log, filteredOut: log, attempted: log } as unknown as Metrics;
    const invoker = {
      invoke: (_scope: unknown, _arn: string, event: string) => this.invoke(event, isDead),
    } as Invoker;
    const destinations = {
      send: async (_origin: unknown, { records }: Discard) => {
        if (!isDead()) this.discarded.push(...records.map(({ json }) => numberOf(JSON.parse(json)).n));
      },
    } as Destinations;
    return {
      access: {
        functions: { function: async () => ({ roleArn: "arn:aws:iam::222222222222:role/reader", arn: "" }) },
        streamAccess: { check: async () => this.decision() },
      },
      shards: {
        checkpoints: this.checkpoints(isDead),
        polls: { pace: new PollPace(1), news: new StreamNews(undefined, log), metrics, feed: this.feed, log },
        lanes: {
          invocations: new Invocations(invoker, metrics, this.feed, log),
          destinations,
          retryBackoffMs: 1,
        },
        windowGraceMs: 1,
      },
      log,
    };
  }

  private checkpoints(isDead: () => boolean): CheckpointStore {
    const disk = new CheckpointStore(this.folder);
    return {
      load: (uuid: string, shard: string) => disk.load(uuid, shard),
      save: (...parts: Parameters<CheckpointStore["save"]>) => {
        if (!isDead()) disk.save(...parts);
      },
    } as CheckpointStore;
  }

  private decision(): StreamDecision {
    return this.open ? { kind: "allowed" } : { kind: "denied", message: "shut" };
  }

  private async invoke(event: string, isDead: () => boolean): Promise<InvokeResult> {
    const batch = (JSON.parse(event) as { Records: Parameters<typeof numberOf>[0][] }).Records.map(numberOf);
    if (isDead()) return { kind: "throttled" };
    this.batches.push(batch.map(({ n }) => n));
    if (this.noticed) this.leaks.push(batch.map(({ n }) => n));
    await tick(this.invokeMs);
    if (isDead()) return { kind: "throttled" };
    return this.outcome(batch);
  }

  private outcome(batch: readonly Delivered[]): InvokeResult {
    const behaviour = this.behaviour(batch);
    if (behaviour === "throttle") return { kind: "throttled" };
    if (behaviour === "throw") return { kind: "function-error", error: "Unhandled", ...RUN };
    const done = behaviour === "ok" ? batch.length : behaviour.failedFrom;
    this.handled.push(...batch.slice(0, done).map(({ n }) => n));
    const failed = batch[done];
    const answer = failed ? { batchItemFailures: [{ itemIdentifier: String(failed.n) }] } : {};
    return { kind: "returned", payload: JSON.stringify(answer), ...RUN };
  }
}

function numberOf(record: { dynamodb: { SequenceNumber: string; Keys: { id: { S: string } } } }): Delivered {
  return { n: Number(record.dynamodb.SequenceNumber), key: record.dynamodb.Keys.id.S };
}

function tick(ms = 1): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
