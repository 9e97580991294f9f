import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { MAPPING_STACKS } from "../config/limits";
import { loadEnvironment } from "../config/load-environment";
import { moveMappings } from "../mapping-moves/move-mappings";
import { moveJson, moveText } from "../mapping-moves/report";
import { runCommand } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly earlier?: number;
  readonly copies?: string;
  readonly output?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const program = new Command("mapping-stacks").description(
  "Looks after the stacks over which the mappings of tenants are spread.",
);

program
  .command("move")
  .description(
    "Moves mappings, and the alarms about them, into the states of the stacks that they belong to, after `mappingStacks` " +
      "was introduced or changed and before the next deployment. Nothing in AWS changes. Exit code 0: every mapping is in " +
      "its place; 1: an error; 130: interrupted. Run again after an error: it goes on where it stopped.",
  )
  .option("--environment <name>", "environment to use (default: the variable ENVIRONMENT, or else sandbox)")
  .option(
    "--earlier <number>",
    "how many mapping stacks there were, if there are fewer now; only for Terraform Cloud, or where the state bucket may not be listed (default: those that have a state)",
    parseCount,
  )
  .option("--copies <folder>", "folder for copies of the states (default: state-copies/NAME/TIME)")
  .option("--output <folder>", "folder of the synthesized stacks (default: cdktf.out)")
  .option("--dry-run", "only show what would be moved")
  .option("--json", "print JSON, for scripts")
  .showHelpAfterError()
  .action((options: Options) => runCommand((signal) => move(options, signal)));

async function move(options: Options, signal: AbortSignal): Promise<void> {
  const { dryRun = false, earlier, output: outdir, json } = options;
  const loaded = loadEnvironment(options.environment);
  const moment = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const copies = resolve(options.copies ?? `state-copies/${loaded.name}/${moment}`);
  const onWritten = (stack: string) => console.error(`wrote the state of ${stack}`);
  const moved = await moveMappings(loaded, { dryRun, earlier, copies, outdir, signal, onWritten });
  const report = { environment: loaded.name, dryRun, ...moved, copies };
  console.log(json ? moveJson(report) : moveText(report));
}

/** @throws InvalidArgumentError which commander reports */
function parseCount(text: string): number {
  const { min, max } = MAPPING_STACKS;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= min && count <= max) return count;
  throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
}

void program.parseAsync();
