import { BenchConsumer } from "./support/bench-consumer";
import { withSandbox } from "./support/bench-sandbox";
import { figures, measured } from "./support/measured-program";

const MAPPINGS = 100;
const RUNS = 3;

/**
 * Reads the status of an environment with 100 mappings several times, in a sandbox of its own, and prints what it took. The
 * mappings are off, in the file as well, so that no reading takes time away from what is measured.
 */
void withSandbox(async (sandbox, folder) => {
  const consumer = new BenchConsumer(sandbox, folder);
  const tables = Array.from({ length: MAPPINGS }, (_, index) => `orders-${index}`);
  const streams = await consumer.open(tables, false);
  for (const stream of streams) await consumer.createMapping(stream, false);
  for (let run = 1; run <= RUNS; run++) {
    const result = await measured(folder, "status");
    const seen = tables.filter((table) => result.out.includes(`handler <- ${table} `)).length;
    console.log(`run ${run}: ${seen} mappings seen: ${figures(result)}`);
    if (seen !== MAPPINGS) process.exitCode = 1;
  }
});
