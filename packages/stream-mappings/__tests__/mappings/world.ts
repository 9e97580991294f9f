import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsFrom } from "../../src/api/settings";
import type { Decision } from "../../src/authorization/decision";
import type { SignedCall } from "../../src/aws/signed-http";
import { PositionStore } from "../../src/checkpoint/checkpoint-store";
import type { Drop } from "../../src/destinations/discard";
import type { InvokeResult } from "../../src/invocation/invoker";
import { MappingRunner } from "../../src/mappings/mapping-runner";
import { parseStreamArn, type StreamArn } from "../../src/model/arns";
import type { Mapping, MappingSettings } from "../../src/model/mapping";
import { withDefaults } from "../../src/options";
import { PollPace } from "../../src/reader/poll-pace";
import type { Services } from "../../src/runtime/context";
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
 * A mapping's runner in a world made of plain objects: a stream with shards, a function, a gate that can be shut
 * and a destination. Only the positions on disk are real.
 */
export class World {
  readonly stream = new FakeStream();
  /** Numbers of the records handled, in the order in which the function finished them. */
  readonly handled: number[] = [];
  /** Numbers of the records at the destination. */
  readonly givenUp: number[] = [];
  /** Every batch that was sent while the gate was known to be shut. */
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
    const stream = parseStreamArn(STREAM_ARN) as StreamArn;
    this.runner = new MappingRunner(this.mapping(), stream, this.services(this.life), (result) => {
      this.lastResult = result;
      // A dead runner tells nothing of the one that runs, and a decision of before it was opened again nothing of now.
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

  /** Shuts the gate and waits until the mapping has noticed. */
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
    while (new Set([...this.handled, ...this.givenUp]).size < this.stream.count) {
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

  private services(life: number): Services {
    const isDead = () => life !== this.life;
    const positions = new PositionStore(this.folder);
    const nothing = () => {};
    const stubs = {
      settings: withDefaults({
        upstream: "",
        stateDir: "",
        pollIntervalMs: 1,
        retryBackoffMs: 1,
        windowGraceMs: 1,
      }),
      log: nothing,
      pace: new PollPace(1),
      http: { send: async (call: SignedCall) => this.stream.answer(call) },
      policies: { function: async () => ({ roleArn: "arn:aws:iam::222222222222:role/reader" }) },
      gate: { check: async (): Promise<Decision> => this.decision() },
      invoker: { invoke: (_scope: unknown, _arn: string, event: string) => this.invoke(event, isDead) },
      destinations: {
        send: async (_host: unknown, { records }: Drop) => {
          if (!isDead()) this.givenUp.push(...records.map(({ json }) => numberOf(JSON.parse(json)).n));
        },
      },
      metrics: { polled: nothing, filteredOut: nothing, attempt: nothing },
      positions: {
        load: (uuid: string, shard: string) => positions.load(uuid, shard),
        save: (...parts: Parameters<PositionStore["save"]>) => {
          if (!isDead()) positions.save(...parts);
        },
      },
    };
    return stubs as unknown as Services;
  }

  private decision(): Decision {
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
