import { randomInt } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ServiceProcess, StreamAccount } from "../harness";
import { CountingFunction } from "./counting-function";
import { inFolder } from "./in-folder";
import { idleFigures, type ProcessFigures } from "./process-figures";

/** What to measure. */
export interface Workload {
  /** Records of the throughput run; the small records of a typical table. */
  readonly records: number;
  /** The mapping's ParallelizationFactor. @default 1 */
  readonly parallelization?: number;
  /** The secret access key of the accounts' roots. @default "test" */
  readonly secret?: string;
}

/** What was measured. */
export interface Figures extends Partial<ProcessFigures> {
  readonly recordsPerSecond: number;
  /** From the write to the function, while nothing else happens. */
  readonly putToHandledMedianMs: number;
}

/** Single writes, one after another, while nothing else happens. */
const LATENCY_WRITES = 40;

/**
 * Measures the service in front of an emulator: table and function are in different accounts.
 * @param emulatorUrl must run functions on this machine: the function writes to a file that is read here
 * @throws Error when the service does not start or the emulator refuses a call
 */
export async function measureService(emulatorUrl: string, workload: Workload): Promise<Figures> {
  return inFolder(async (folder) => {
    const service = await ServiceProcess.start({
      upstream: emulatorUrl,
      secret: workload.secret,
      stateDir: join(folder, "state"),
      logFile: join(folder, "log"),
    });
    try {
      const source = new StreamAccount(freshAccount(), emulatorUrl, service.url, workload.secret);
      const consumer = new StreamAccount(freshAccount(), emulatorUrl, service.url, workload.secret);
      const figures = await measure(source, consumer, folder, workload);
      return { ...figures, ...(await idleFigures(service.pid)) };
    } finally {
      await service.stop();
    }
  });
}

/**
 * Measures an emulator's own mapping, within one account, to compare with.
 * @throws Error when the emulator refuses a call
 */
export async function measureEmulator(emulatorUrl: string, workload: Workload): Promise<Figures> {
  return inFolder(async (folder) => {
    const account = new StreamAccount(freshAccount(), emulatorUrl, emulatorUrl, workload.secret);
    return measure(account, account, folder, workload);
  });
}

async function measure(
  source: StreamAccount,
  consumer: StreamAccount,
  folder: string,
  { records, parallelization = 1 }: Workload,
): Promise<Figures> {
  const counting = new CountingFunction(join(folder, "handled"));
  const streamArn = await source.createTable();
  await consumer.createRole(streamArn);
  await consumer.createFunction(counting.code);
  if (source !== consumer) await source.grant(streamArn, consumer);
  await source.putItems(Array.from({ length: records }, (_, n) => ({ id: `item-${n}`, n })));
  await consumer.createMapping(streamArn, { BatchSize: 100, ParallelizationFactor: parallelization });
  const recordsPerSecond = await throughput(counting, records);
  return { recordsPerSecond, putToHandledMedianMs: await medianLatency(source, counting) };
}

/** Lets the mapping work off a full stream; the clock runs from the first invocation to the last record. */
async function throughput(counting: CountingFunction, records: number): Promise<number> {
  await until(() => counting.count() >= records);
  const batches = counting.batches();
  const first = batches[0];
  const seconds = ((batches.at(-1)?.at ?? 0) - (first?.at ?? 0)) / 1000;
  // The first batch was read before the clock started.
  return Math.round((records - (first?.records ?? 0)) / seconds);
}

async function medianLatency(source: StreamAccount, counting: CountingFunction): Promise<number> {
  const latencies: number[] = [];
  for (let n = 0; n < LATENCY_WRITES; n += 1) {
    const before = counting.batches().length;
    const start = Date.now();
    await source.putItems([{ id: `latency-${n}`, n }]);
    await until(() => counting.batches().length > before);
    latencies.push((counting.batches().at(-1)?.at ?? 0) - start);
    // Not in step with the poll: every moment between two polls is as likely.
    await sleep(137 + ((n * 31) % 100));
  }
  return latencies.sort((a, b) => a - b)[Math.floor(LATENCY_WRITES / 2)] ?? 0;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

/** An account that nothing in the emulator belongs to yet. */
function freshAccount(): string {
  return String(randomInt(100_000_000_000, 999_999_999_999));
}
