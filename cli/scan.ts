import { Command } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { synthesizeTemporarily } from "./access/synthesize-temporarily";
import { runCheckov } from "./scan/checkov";
import { judgeScan } from "./scan/findings";
import { runCommand } from "./support/run-command";

const program = new Command("scan")
  .description("Runs checkov on the synthesized stacks; exit code 1 if a check fails without a reason.")
  .option("--environment <name>", "environment to scan; the variable ENVIRONMENT, or sandbox, if absent")
  .option("--checkov <command>", "the program, which is no dependency of this project", "checkov")
  .showHelpAfterError()
  .action((options: { environment?: string; checkov: string }) =>
    runCommand(async () => {
      const stacks = synthesizeTemporarily(loadEnvironment(options.environment));
      const { explained, unexplained } = judgeScan(runCheckov(options.checkov, stacks), stacks);
      for (const line of explained) console.log(`On purpose: ${line}`);
      for (const line of unexplained) console.error(`Failed: ${line}`);
      console.log(`${explained.length} checks fail on purpose, ${unexplained.length} without a reason.`);
      if (unexplained.length > 0) process.exitCode = 1;
    }),
  );

void program.parseAsync();
