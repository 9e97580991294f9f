import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { findDrift } from "../drift/find-drift";
import { driftJson } from "../drift/report/json";
import { driftText } from "../drift/report/text";
import { exitCodeOf } from "../drift/verdict";
import { deployedAccounts } from "./access/deployed-accounts";
import { whichAws } from "./support/connect-accounts";
import { runReading } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly readRole?: string;
  /** A file; true: the standard output. */
  readonly json?: string | true;
}

const program = new Command("drift")
  .description(
    "Finds what was changed by hand: where the accounts differ from the environment file, and what a deployment puts back. Exit code 0 without drift, 2 with drift, 1 after an error.",
  )
  .option(
    "--environment <name>",
    "environment to compare (default: the variable ENVIRONMENT, or else sandbox)",
  )
  .option("--read-role <name>", "role to assume in each account (default: the deploy role)")
  .option("--json [file]", "write JSON to a file, or print it instead of the text")
  .showHelpAfterError()
  .action((options: Options) => runReading(() => drift(options)));

async function drift({ environment: name, readRole, json }: Options): Promise<void> {
  const loaded = loadEnvironment(name);
  console.error(whichAws(loaded.environment));
  const found = await findDrift(loaded, deployedAccounts(loaded.environment, readRole));
  const report = driftJson(loaded.name, found);
  if (typeof json === "string") writeFileSync(json, report);
  if (json === true) process.stdout.write(report);
  else console.log(driftText(found));
  process.exitCode = exitCodeOf(found);
}

void program.parseAsync();
