import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { StreamAccount } from "../../packages/stream-mappings/harness";
import { SandboxError } from "../sandbox-error";
import { Stage } from "../test-harness/stage";
import { discarded } from "./destination";
import { HandledLog } from "./handled-log";
import { handlerSource } from "./handler";
import { kindOf, type PlannedFault, planFaults, type RecordKind } from "./plan";
import { Trouble } from "./trouble";
import { type Counts, judge } from "./verdict";

/** What to run. */
export interface ChaosOptions {
  /** Records to write. */
  readonly records: number;
  /** Decides which records are bad and when what goes wrong. */
  readonly seed: number;
  /** Called with what is happening, one line a step. */
  readonly onProgress?: (step: string) => void;
  /** Ends the run when aborted. */
  readonly signal?: AbortSignal;
}

/** What came of it. */
export interface ChaosResult {
  readonly counts: Counts;
  /** Empty when all went as it should. */
  readonly violations: readonly string[];
  readonly faults: readonly PlannedFault[];
  readonly seconds: number;
  /** Most memory that any of the services used, MB; undefined where the system does not tell (other than Linux). */
  readonly peakMemoryMb?: number;
}

const SOURCE = "111111111111";
const CONSUMER = "222222222222";
const BUCKET = "discarded";
/** Different items, written in turn. */
const ITEMS = 997;
const BATCH = 100;
const LANES = 4;
/** Without progress for so long, the run is ended. Milliseconds. */
const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/**
 * Sends records through one mapping while functions crash, the service is killed, and access comes and goes.
 * @throws SandboxError when a tool is missing, or when nothing moves any more
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { records, seed, onProgress = () => {} } = options;
  const start = Date.now();
  const stage = await Stage.start({ flags: ["--retry-backoff-ms", "50"] });
  try {
    const source = new StreamAccount(SOURCE, stage.emulatorUrl, stage.serviceUrl);
    const consumer = new StreamAccount(CONSUMER, stage.emulatorUrl, stage.serviceUrl);
    const { log, streamArn } = await prepare(stage, source, consumer, { records, seed });
    const trouble = new Trouble(stage, source, consumer, streamArn);
    const faults = planFaults(seed, records);
    const writing = source.putItems(Array.from({ length: records }, (_, n) => ({ id: itemOf(n), n })));
    const memory = new PeakMemory(stage);
    for (const { fault, at } of faults) {
      await untilHandled(log, at);
      if (options.signal?.aborted)
        throw new SandboxError("The run was interrupted.", "Its result says nothing.");
      memory.note();
      onProgress(`${fault} at ${at} handled records`);
      await trouble.make(fault);
    }
    await writing;
    onProgress(`all ${records} records are written`);
    const poison = numbersOf(seed, records, "throws").length + numbersOf(seed, records, "reported").length;
    const dropped = await untilEnded(log, consumer.s3, options, poison);
    memory.note();
    const verdict = judge({
      written: records,
      handled: log.records,
      discarded: dropped,
      keyOf: itemOf,
      kindOf: (n) => kindOf(seed, n),
      denied: trouble.denied,
      kills: trouble.kills,
      inFlight: BATCH * LANES,
    });
    return {
      ...verdict,
      faults,
      seconds: Math.round((Date.now() - start) / 1000),
      peakMemoryMb: memory.megabytes,
    };
  } finally {
    await stage.stop();
  }
}

function itemOf(n: number): string {
  return `item-${n % ITEMS}`;
}

function numbersOf(seed: number, records: number, kind: RecordKind): number[] {
  return Array.from({ length: records }, (_, n) => n).filter((n) => kindOf(seed, n) === kind);
}

async function prepare(
  stage: Stage,
  source: StreamAccount,
  consumer: StreamAccount,
  { records, seed }: ChaosOptions,
): Promise<{ log: HandledLog; streamArn: string }> {
  const files = { handled: stage.path("handled"), crashes: stage.path("crashes") };
  writeFileSync(files.handled, "");
  mkdirSync(files.crashes);
  const kinds = {
    throws: numbersOf(seed, records, "throws"),
    reported: numbersOf(seed, records, "reported"),
    "crashes once": numbersOf(seed, records, "crashes once"),
  };
  const streamArn = await source.createTable();
  await consumer.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await consumer.createRole(streamArn, `arn:aws:s3:::${BUCKET}`);
  await consumer.createFunction(handlerSource(files, kinds));
  await source.grant(streamArn, consumer);
  await consumer.createMapping(streamArn, {
    BatchSize: BATCH,
    ParallelizationFactor: LANES,
    MaximumRetryAttempts: 2,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    DestinationConfig: { OnFailure: { Destination: `arn:aws:s3:::${BUCKET}` } },
  });
  return { log: new HandledLog(files.handled), streamArn };
}

async function untilHandled(log: HandledLog, count: number, signal?: AbortSignal): Promise<void> {
  if (await waitWithPatience(log, async () => log.records.length >= count, signal)) return;
  throw new SandboxError(
    `Nothing moved for a minute, at ${log.records.length} handled records.`,
    "Run it again with the same seed; the emulator may have been starved of CPU.",
  );
}

/**
 * Waits until every record was handled or lies at the destination, or until nothing moves any more.
 * @param poison how many records will be discarded
 * @returns those at the destination
 */
async function untilEnded(
  log: HandledLog,
  s3: S3Client,
  { records, signal }: ChaosOptions,
  poison: number,
): Promise<number[]> {
  let dropped: number[] = [];
  await waitWithPatience(
    log,
    async () => {
      const handled = new Set(log.records.map(({ n }) => n));
      if (handled.size + poison < records) return false;
      dropped = await discarded(s3, BUCKET);
      return new Set([...handled, ...dropped]).size >= records;
    },
    signal,
  );
  return dropped;
}

/**
 * @returns false when a minute passed in which no record was handled
 * @throws SandboxError when the run is interrupted
 */
async function waitWithPatience(
  log: HandledLog,
  holds: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<boolean> {
  let progress = -1;
  let since = Date.now();
  while (Date.now() - since < PATIENCE_MS) {
    if (signal?.aborted)
      throw new SandboxError("The run was interrupted.", "Nothing can be said of its records.");
    const count = log.read();
    if (await holds()) return true;
    if (count > progress) since = Date.now();
    progress = count;
    await sleep(POLL_MS);
  }
  return false;
}

/** The most memory that the service ever used, over all its lives. */
class PeakMemory {
  megabytes: number | undefined;

  constructor(private readonly stage: Stage) {}

  note(): void {
    try {
      const status = readFileSync(`/proc/${this.stage.servicePid}/status`, "utf8");
      const peak = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
      this.megabytes = Math.max(this.megabytes ?? 0, Math.round(peak));
    } catch {
      // Only Linux tells.
    }
  }
}
