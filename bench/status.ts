import { BenchConsumer } from "./support/bench-consumer";
import { withSandbox } from "./support/bench-sandbox";
import { figures, measured } from "./support/measured-command";

const MAPPINGS = 100;
const RUNS = 5;

/** Reads the status of an environment with 100 mappings several times, in a sandbox of its own, and prints what it took. */
void withSandbox(async (sandbox, folder) => {
  const consumer = new BenchConsumer(sandbox, folder);
  const tables = Array.from({ length: MAPPINGS }, (_, index) => `orders-${index}`);
  const streams = await consumer.open(tables);
  for (const stream of streams) await consumer.createMapping(stream);
  for (let run = 1; run <= RUNS; run++) {
    const result = await measured(folder, "status");
    const seen = tables.filter((table) => result.out.includes(`handler <- ${table} `)).length;
    console.log(`run ${run}: ${seen} mappings seen: ${figures(result)}`);
    if (seen !== MAPPINGS) process.exitCode = 1;
  }
});
