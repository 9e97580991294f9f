import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Stage } from "../sandbox/test-harness/stage";
import { StreamAccount } from "../sandbox/test-harness/stream-account";

/** Records of one throughput run; the small records of a typical table. */
const RECORDS = Number(process.env.BENCH_RECORDS ?? 20_000);
/** Single writes, one after another, while nothing else happens. */
const LATENCY_WRITES = 40;
const IDLE_MS = 10_000;
const SOURCE = "111111111111";
const CONSUMER = "222222222222";

interface Figures {
  readonly recordsPerSecond: number;
  readonly putToHandledMedianMs?: number;
  readonly idleCpuPercent?: number;
  readonly peakMemoryMb?: number;
}

/** A handler that only counts: one short line an invocation, with the time and the number of records. */
function countingHandler(file: string): string {
  return `
    const { appendFileSync } = require("node:fs");
    exports.handler = async (event) => {
      appendFileSync(${JSON.stringify(file)}, Date.now() + " " + event.Records.length + "\\n");
      return {};
    };`;
}

function handled(file: string): { at: number; records: number }[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split(" ").map(Number))
    .map(([at = 0, records = 0]) => ({ at, records }));
}

function count(file: string): number {
  return handled(file).reduce((sum, { records }) => sum + records, 0);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

/** Lets a mapping work off a full stream; the clock runs from the first invocation to the last record. */
async function throughput(file: string): Promise<number> {
  await until(() => count(file) >= RECORDS);
  const lines = handled(file);
  const first = lines[0];
  const seconds = ((lines.at(-1)?.at ?? 0) - (first?.at ?? 0)) / 1000;
  // The first batch was read before the clock started.
  return Math.round((RECORDS - (first?.records ?? 0)) / seconds);
}

async function medianLatency(source: StreamAccount, file: string): Promise<number> {
  const latencies: number[] = [];
  for (let n = 0; n < LATENCY_WRITES; n += 1) {
    const before = handled(file).length;
    const start = Date.now();
    await source.putItems([{ id: `latency-${n}`, n }]);
    await until(() => handled(file).length > before);
    latencies.push((handled(file).at(-1)?.at ?? 0) - start);
    // Not in step with the poll: every moment between two polls is as likely.
    await sleep(137 + ((n * 31) % 100));
  }
  return latencies.sort((a, b) => a - b)[Math.floor(LATENCY_WRITES / 2)] ?? 0;
}

/** CPU time of a process so far, ms, and the most memory it ever used, MB (Linux). */
function processFigures(pid: number): { cpuMs: number; peakMb: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { cpuMs: ticks * 10, peakMb: Math.round(Number(peak) / 1024) };
}

async function measure(emulator: "plain" | "corrected", factor: number): Promise<Figures> {
  const stage = await Stage.start({ emulator });
  try {
    const own = emulator === "plain";
    const consumer = new StreamAccount(
      CONSUMER,
      stage.emulatorUrl,
      own ? stage.emulatorUrl : stage.serviceUrl,
    );
    const source = own ? consumer : new StreamAccount(SOURCE, stage.emulatorUrl, stage.serviceUrl);
    const file = stage.path("handled");
    const streamArn = await source.createTable();
    await consumer.createRole(streamArn);
    await consumer.createFunction(countingHandler(file));
    if (!own) await source.grant(streamArn, consumer);
    await source.putItems(Array.from({ length: RECORDS }, (_, n) => ({ id: `item-${n}`, n })));
    await consumer.createMapping(streamArn, { BatchSize: 100, ParallelizationFactor: factor });
    const recordsPerSecond = await throughput(file);
    const putToHandledMedianMs = await medianLatency(source, file);
    if (own) return { recordsPerSecond, putToHandledMedianMs };
    const before = processFigures(stage.servicePid);
    await sleep(IDLE_MS);
    const after = processFigures(stage.servicePid);
    return {
      recordsPerSecond,
      putToHandledMedianMs,
      idleCpuPercent: Math.round(((after.cpuMs - before.cpuMs) / IDLE_MS) * 1000) / 10,
      peakMemoryMb: after.peakMb,
    };
  } finally {
    await stage.stop();
  }
}

async function main(): Promise<void> {
  const rows: Record<string, Figures> = {};
  rows["emulator, same account"] = await measure("plain", 1);
  rows["service, across accounts"] = await measure("corrected", 1);
  rows["service, parallelization 10"] = await measure("corrected", 10);
  console.table(rows);
}

void main();
