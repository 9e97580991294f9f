import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { deployedModel } from "../access/deployed/deployed-model";
import { inventoryFindingText } from "../access/inventory/finding";
import { accessMatrix, differences, type Matrix } from "../access/matrix";
import { type FurtherFindings, NO_FURTHER_FINDINGS } from "../access/report/further-findings";
import { matrixJson } from "../access/report/json";
import { matrixMarkdown } from "../access/report/markdown";
import { summaryText } from "../access/report/summary";
import { differenceText, matrixText } from "../access/report/text";
import { synthesizedModel } from "../access/synthesized-model";
import { type LoadedEnvironment, loadEnvironment } from "../config/load-environment";
import { findingLine } from "../guards/finding";
import { readStacks } from "../synthesized/read-stacks";
import type { Stack } from "../synthesized/stack";
import { deployedAccounts, deployedWhere } from "./access/deployed-accounts";
import { furtherFindings } from "./access/further-findings";
import { synthesizeUnguarded } from "./access/synthesize-temporarily";
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
  .option("--json <file>", "write cells and findings as JSON")
  .option("--markdown <file>", "write the matrix as Markdown")
  .showHelpAfterError()
  .action((options: Options) => runCommand(() => access(options)));

async function access(options: Options): Promise<void> {
  const loaded = loadEnvironment(options.environment);
  const stacks = stacksOf(loaded, options);
  const further = options.deployed
    ? NO_FURTHER_FINDINGS
    : furtherFindings(loaded, stacks, options.synthesized);
  try {
    report(await accessMatrix(loaded.environment, await modelOf(loaded, stacks, options)), further, options);
  } finally {
    // Also if the matrix cannot be made: a policy that cannot be judged is a finding as well.
    printFurther(further);
  }
}

function report(matrix: Matrix, further: FurtherFindings, { full, json, markdown }: Options): void {
  const differing = differences(matrix);
  console.log(full ? matrixText(matrix) : summaryText(matrix));
  if (json) writeFileSync(json, matrixJson(matrix, further));
  if (markdown) writeFileSync(markdown, matrixMarkdown(matrix, further));
  console.log(`\n${matrix.cells.length} cells, ${differing.length} differ from the environment file.`);
  if (!full) console.log("--full shows every decision, and the statements that made it.");
  if (differing.length === 0) return;
  for (const cell of differing) console.error(differenceText(cell));
  process.exitCode = 1;
}

function printFurther({ inventory, guards }: FurtherFindings): void {
  if (inventory.length + guards.length === 0) return;
  console.error(
    `The stacks differ from the environment file in ${inventory.length} places, ` +
      `and break ${guards.length} rules of the guards.`,
  );
  for (const finding of inventory) console.error(inventoryFindingText(finding));
  for (const finding of guards) console.error(findingLine(finding));
  process.exitCode = 1;
}

async function modelOf({ environment }: LoadedEnvironment, stacks: readonly Stack[], options: Options) {
  const synthesized = synthesizedModel(environment, stacks);
  if (!options.deployed) return synthesized;
  console.error(deployedWhere(environment));
  return deployedModel(synthesized, deployedAccounts(environment, options.readRole));
}

function stacksOf(loaded: LoadedEnvironment, { synthesized }: Options): Stack[] {
  return synthesized === undefined ? synthesizeUnguarded(loaded) : readStacks(synthesized);
}

void program.parseAsync();
