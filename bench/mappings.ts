import {
  type Figures,
  measureEmulator,
  measureService,
  type Workload,
} from "../packages/stream-mappings/bench";
import { BareEmulator, type EmulatorKind } from "../sandbox/test-harness/bare-emulator";

const records = Number(process.env.BENCH_RECORDS ?? 20_000);

/** Each measurement gets an emulator of its own. */
async function withEmulator(
  kind: EmulatorKind,
  measure: (url: string, workload: Workload) => Promise<Figures>,
  parallelization = 1,
): Promise<Figures> {
  const emulator = await BareEmulator.start(kind);
  try {
    return await measure(emulator.url, { records, parallelization, secret: emulator.secret });
  } finally {
    await emulator.stop();
  }
}

async function main(): Promise<void> {
  const rows: Record<string, Figures> = {};
  rows["emulator, same account"] = await withEmulator("plain", measureEmulator);
  rows["service, across accounts"] = await withEmulator("corrected", measureService);
  rows["service, parallelization 10"] = await withEmulator("corrected", measureService, 10);
  console.table(rows);
}

void main();
