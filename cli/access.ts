import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { accountReader } from "../access/deployed/account-reader";
import { deployedEstate } from "../access/deployed/deployed-model";
import { accessMatrix, differences } from "../access/matrix";
import { matrixMarkdown } from "../access/report/markdown";
import { differenceText, matrixText } from "../access/report/text";
import { synthesizedEstate } from "../access/synthesized-model";
import { type LoadedEnvironment, loadEnvironment } from "../config/load-environment";
import { readStacks } from "../synthesized/read-stacks";
import type { Stack } from "../synthesized/stack-json";
import { synthesizeTemporarily } from "./access/synthesize-temporarily";
import { runCommand } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly synthesized?: string;
  readonly deployed?: boolean;
  readonly readRole?: string;
  readonly json?: string;
  readonly markdown?: string;
}

const program = new Command("access")
  .description(
    "Who may do what, decided by the policies; exit code 1 if the environment file means something else.",
  )
  .option("--environment <name>", "environment to judge; the variable ENVIRONMENT, or sandbox, if absent")
  .option("--synthesized <folder>", "judge stacks that were synthesized here, instead of synthesizing them")
  .option("--deployed", "judge the policies that are deployed, read through the AWS APIs")
  .option("--read-role <name>", "role to assume in each account for --deployed; the deploy role if absent")
  .option("--json <file>", "write the cells as JSON")
  .option("--markdown <file>", "write the matrix as Markdown")
  .showHelpAfterError()
  .action((options: Options) => runCommand(() => access(options)));

async function access(options: Options): Promise<void> {
  const loaded = loadEnvironment(options.environment);
  const matrix = await accessMatrix(loaded.environment, await estateOf(loaded, options));
  const differing = differences(matrix);
  console.log(matrixText(matrix));
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify({ ...matrix, differences: differing }, null, 2)}\n`);
  if (options.markdown) writeFileSync(options.markdown, matrixMarkdown(matrix));
  console.log(`\n${matrix.cells.length} cells, ${differing.length} differ from the environment file.`);
  if (differing.length === 0) return;
  for (const cell of differing) console.error(differenceText(cell));
  process.exitCode = 1;
}

async function estateOf(loaded: LoadedEnvironment, options: Options) {
  const { environment } = loaded;
  const synthesized = synthesizedEstate(environment, stacksOf(loaded, options));
  if (!options.deployed) return synthesized;
  return deployedEstate(synthesized, (account) => accountReader(environment, account, options.readRole));
}

function stacksOf(loaded: LoadedEnvironment, { synthesized }: Options): Stack[] {
  return synthesized === undefined ? synthesizeTemporarily(loaded) : readStacks(synthesized);
}

void program.parseAsync();
