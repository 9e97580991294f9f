import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { deployedModel } from "../access/deployed/deployed-model";
import { accessMatrix, differences } from "../access/matrix";
import { matrixJson } from "../access/report/json";
import { matrixMarkdown } from "../access/report/markdown";
import { summaryText } from "../access/report/summary";
import { differenceText, matrixText } from "../access/report/text";
import { synthesizedModel } from "../access/synthesized-model";
import { type LoadedEnvironment, loadEnvironment } from "../config/load-environment";
import { readStacks } from "../synthesized/read-stacks";
import type { Stack } from "../synthesized/stack";
import { deployedAccounts, deployedWhere } from "./access/deployed-accounts";
import { synthesizeTemporarily } from "./access/synthesize-temporarily";
import { runCommand } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly synthesized?: string;
  readonly deployed?: boolean;
  readonly full?: boolean;
  readonly readRole?: string;
  readonly json?: string;
  readonly markdown?: string;
}

const program = new Command("access")
  .description(
    "Shows who may do what, as the policies decide it. Exit code 1 if that differs from the environment file.",
  )
  .option("--environment <name>", "environment to judge (default: the variable ENVIRONMENT, or else sandbox)")
  .option("--synthesized <folder>", "judge the stacks in this folder instead of synthesizing them")
  .option("--deployed", "judge the deployed policies, read through the AWS APIs")
  .option("--read-role <name>", "role to assume in each account for --deployed (default: the deploy role)")
  .option("--full", "print every decision with the statements that made it, instead of a summary")
  .option("--json <file>", "write the cells as JSON")
  .option("--markdown <file>", "write the matrix as Markdown")
  .showHelpAfterError()
  .action((options: Options) => runCommand(() => access(options)));

async function access(options: Options): Promise<void> {
  const loaded = loadEnvironment(options.environment);
  const matrix = await accessMatrix(loaded.environment, await modelOf(loaded, options));
  const differing = differences(matrix);
  console.log(options.full ? matrixText(matrix) : summaryText(matrix));
  if (options.json) writeFileSync(options.json, matrixJson(matrix));
  if (options.markdown) writeFileSync(options.markdown, matrixMarkdown(matrix));
  console.log(`\n${matrix.cells.length} cells, ${differing.length} differ from the environment file.`);
  if (!options.full) console.log("--full shows every decision, and the statements that made it.");
  if (differing.length === 0) return;
  for (const cell of differing) console.error(differenceText(cell));
  process.exitCode = 1;
}

async function modelOf(loaded: LoadedEnvironment, options: Options) {
  const { environment } = loaded;
  const synthesized = synthesizedModel(environment, stacksOf(loaded, options));
  if (!options.deployed) return synthesized;
  console.error(deployedWhere(environment));
  return deployedModel(synthesized, deployedAccounts(environment, options.readRole));
}

function stacksOf(loaded: LoadedEnvironment, { synthesized }: Options): Stack[] {
  return synthesized === undefined ? synthesizeTemporarily(loaded) : readStacks(synthesized);
}

void program.parseAsync();
