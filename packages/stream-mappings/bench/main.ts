import { Command } from "commander";
import { SECRET_VARIABLE } from "../src/options";
import { type Figures, measureService } from "./measure";

const program = new Command("bench")
  .description("Measures the service in front of an emulator that runs functions on this machine.")
  .requiredOption("--upstream <url>", "where the emulator listens, e.g. http://127.0.0.1:4566")
  .option("--records <number>", "records of each throughput run", Number, 20_000)
  .action(async ({ upstream, records }: { upstream: string; records: number }) => {
    const rows: Record<string, Figures> = {};
    for (const parallelization of [1, 10]) {
      rows[`parallelization ${parallelization}`] = await measureService(upstream, {
        records,
        parallelization,
        secret: process.env[SECRET_VARIABLE],
      });
    }
    console.table(rows);
  });

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
