import { mkdirSync, writeFileSync } from "node:fs";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { peakMemoryMb, StreamAccount } from "../../packages/stream-mappings/harness";
import { Stage } from "../test-harness/stage";
import { discarded } from "./destination";
import { HandledLog } from "./handled-log";
import { handlerSource } from "./handler";
import { kindOf, type PlannedFault, planFaults, type RecordKind } from "./plan";
import { untilEnded, untilHandled } from "./progress";
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
  /** Most memory that any of the services used, MB; undefined where the system does not say (other than Linux). */
  readonly peakMemoryMb?: number;
}

const SOURCE = "111111111111";
const CONSUMER = "222222222222";
const BUCKET = "discarded";
/** Different items, written in turn. */
const ITEMS = 997;
const BATCH = 100;
const LANES = 4;

/**
 * Sends records through one mapping while functions crash, the service is killed, and access comes and goes.
 * @throws SandboxError when a tool is missing, or when nothing moves any more
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { records, seed, onProgress = () => {} } = options;
  const start = Date.now();
  const stage = await Stage.start({ flags: ["--retry-backoff-ms", "50"] });
  try {
    const source = new StreamAccount(SOURCE, stage.emulatorUrl, stage.serviceUrl, stage.secret);
    const consumer = new StreamAccount(CONSUMER, stage.emulatorUrl, stage.serviceUrl, stage.secret);
    const { log, streamArn } = await prepare(stage, source, consumer, { records, seed });
    const trouble = new Trouble(stage, source, consumer, streamArn);
    const faults = planFaults(seed, records);
    const writing = source.putItems(Array.from({ length: records }, (_, n) => ({ id: itemOf(n), n })));
    let peakMemory = 0;
    const noteMemory = () => {
      peakMemory = Math.max(peakMemory, peakMemoryMb(stage.servicePid) ?? 0);
    };
    for (const { fault, at } of faults) {
      await untilHandled(log, at, options.signal);
      // A service that is killed takes its figures with it.
      noteMemory();
      onProgress(`${fault} at ${at} handled records`);
      await trouble.make(fault);
    }
    await writing;
    onProgress(`all ${records} records are written`);
    const poison = numbersOf(seed, records, "throws").length + numbersOf(seed, records, "reported").length;
    const atDestination = () => discarded(consumer.s3, BUCKET);
    const dropped = await untilEnded(log, atDestination, { records, poison, signal: options.signal });
    noteMemory();
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
      peakMemoryMb: peakMemory || undefined,
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
