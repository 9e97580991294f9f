import { Command, InvalidArgumentError } from "commander";
import { runChaos } from "../sandbox/chaos/run";
import { runCommand } from "./support/run-command";

const program = new Command("chaos")
  .description(
    "Sends records through a stream mapping while everything around it goes wrong, and counts what came of them.",
  )
  .option("--records <number>", "records to write", wholeNumber, 100_000)
  .option("--seed <number>", "decides what goes wrong, and when", wholeNumber, 1)
  .action((options: { records: number; seed: number }) =>
    runCommand(async (signal) => {
      const onProgress = (step: string) => console.error(`- ${step}`);
      const { counts, violations, seconds, peakMemoryMb } = await runChaos({
        ...options,
        onProgress,
        signal,
      });
      console.table({ ...counts, seconds, peakMemoryMb: peakMemoryMb ?? "unknown" });
      if (violations.length === 0) return;
      for (const violation of violations) console.error(`Violation: ${violation}`);
      process.exitCode = 1;
    }),
  );

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It must be a whole number from 1 on.");
  return number;
}

void program.parseAsync();
