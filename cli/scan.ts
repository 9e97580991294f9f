import { Command } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { synthesizeTemporarily } from "../stacks/synthesize-temporarily";
import { runCheckov } from "./scan/checkov";
import { judgeScan } from "./scan/findings";
import { runCommand } from "./support/run-command";

const program = new Command("scan")
  .description(
    "Runs checkov on the synthesized stacks. Exit code 1 if a check fails for no documented reason.",
  )
  .option("--environment <name>", "environment to scan (default: the variable ENVIRONMENT, or else sandbox)")
  .option("--checkov <command>", "the program; it is not part of this project", "checkov")
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
