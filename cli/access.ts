import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { inventoryFindingText } from "../access/inventory/finding";
import { differences, type Matrix } from "../access/matrix";
import type { FurtherFindings } from "../access/report/further-findings";
import { matrixJson } from "../access/report/json";
import { matrixMarkdown } from "../access/report/markdown";
import { summaryText } from "../access/report/summary";
import { differenceText, matrixText } from "../access/report/text";
import { type LoadedEnvironment, loadEnvironment } from "../config/load-environment";
import { findingLine } from "../guards/finding";
import { synthesizeUnguarded } from "../stacks/synthesize-temporarily";
import { readStacks } from "../synthesized/read-stacks";
import type { Stack } from "../synthesized/stack";
import { judgedDeployed, judgedSynthesized, messageOf } from "./access/judged";
import { runReading } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly synthesized?: string;
  readonly deployed?: boolean;
  readonly full?: boolean;
  readonly readRole?: string;
  readonly administrator?: readonly string[];
  readonly json?: string;
  readonly markdown?: string;
}

const program = new Command("access")
  .description(
    "Shows who may do what, as the policies decide it. Exit code 1 if that differs from the environment file.",
  )
  .option("--environment <name>", "environment to judge (default: the variable ENVIRONMENT, or else sandbox)")
  .option("--synthesized <folder>", "judge the stacks in this folder instead of synthesizing them")
  .option("--deployed", "judge what is deployed, read through the AWS APIs")
  .option(
    "--read-role <name>",
    "role to assume in each account for --deployed (default: the variable PLAN_ROLE, or else the deploy role)",
  )
  .option("--administrator <name...>", "role or user that administers an account, for --deployed")
  .option("--full", "print every decision with the statements that made it, instead of a summary")
  .option("--json <file>", "write cells and findings as JSON")
  .option("--markdown <file>", "write the matrix as Markdown")
  .showHelpAfterError()
  .action((options: Options) => runReading(() => access(options)));

async function access(options: Options): Promise<void> {
  // The roles of the file are judged. Those that variables name instead are only assumed, to read with --deployed.
  const loaded = loadEnvironment(options.environment, undefined, {});
  const stacks = stacksOf(loaded, options);
  const judged = options.deployed
    ? await judgedDeployed(loaded, stacks, options)
    : await judgedSynthesized(loaded, stacks, options.synthesized);
  const { matrix, further, failure } = judged;
  const error = failure === undefined ? undefined : messageOf(failure);
  if (options.json) writeFileSync(options.json, matrixJson(matrix, further, error));
  if (options.markdown) writeFileSync(options.markdown, matrixMarkdown(matrix, further, error));
  // A policy that cannot be judged is a finding as well: everything that is known is said before the error.
  if (failure) printNotes(matrix);
  else printMatrix(matrix, options);
  printFurther(further, options);
  if (failure) throw failure;
}

function printMatrix(matrix: Matrix, { full }: Options): void {
  const differing = differences(matrix);
  console.log(full ? matrixText(matrix) : summaryText(matrix));
  console.log(`\n${matrix.cells.length} cells, ${differing.length} differ from the environment file.`);
  if (!full) console.log("--full shows every decision, and the statements that made it.");
  if (differing.length === 0) return;
  for (const cell of differing) console.error(differenceText(cell));
  process.exitCode = 1;
}

function printNotes({ notes }: Matrix): void {
  if (notes.length > 0) console.error(`Not judged:\n${notes.map((note) => `  ${note}`).join("\n")}`);
}

function printFurther({ inventory, guards }: FurtherFindings, { deployed }: Options): void {
  if (inventory.length + guards.length === 0) return;
  const places = `from the environment file in ${inventory.length} places`;
  const rules = `break ${guards.length} rules of the guards.`;
  console.error(
    deployed
      ? `What is deployed differs ${places}, and the stacks ${rules}`
      : `The stacks differ ${places}, and ${rules}`,
  );
  for (const finding of inventory) console.error(inventoryFindingText(finding));
  for (const finding of guards) console.error(findingLine(finding));
  process.exitCode = 1;
}

function stacksOf(loaded: LoadedEnvironment, { synthesized }: Options): Stack[] {
  return synthesized === undefined ? synthesizeUnguarded(loaded) : readStacks(synthesized);
}

void program.parseAsync();
