import { relative, sep } from "node:path";
import { Command, Option } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { FAIL_ON, type FailOn, failsOn } from "../review/fails-on";
import { readPlans } from "../review/plan/read-plans";
import { reviewJson } from "../review/report/json";
import { reviewMarkdown } from "../review/report/markdown";
import { reviewSarif } from "../review/report/sarif";
import { reviewPlans } from "../review/review";
import { runCommand } from "./support/run-command";
import { writeOutput } from "./support/write-output";

interface Options {
  readonly previous?: string;
  readonly json?: string;
  readonly sarif?: string;
  readonly markdown?: string;
  readonly failOn?: FailOn;
}

const program = new Command("plan-review")
  .description(
    "Says what plans mean: findings, access gained and lost, and what becomes of which resource, as Markdown for a comment in a pull request.",
  )
  .argument("<dir>", "folder that `npm run plan` wrote")
  .option("--previous <dir>", "folder of the last plans that were applied, to compare versions of providers")
  .option("--markdown <file>", "write the Markdown to a file instead of printing it")
  .option("--json <file>", "write findings and access as JSON")
  .option("--sarif <file>", "write the findings as SARIF 2.1.0, for code scanning")
  .addOption(
    new Option(
      "--fail-on <what>",
      "exit with 1 after a finding of high severity, any finding, or access gained",
    ).choices(FAIL_ON),
  )
  .showHelpAfterError()
  .action((folder: string, options: Options) => runCommand(() => review(folder, options)));

async function review(folder: string, { previous, json, sarif, markdown, failOn }: Options): Promise<void> {
  const plans = readPlans(folder);
  const { environment, file } = loadEnvironment(plans.manifest.environment);
  const result = await reviewPlans(
    plans,
    environment,
    previous === undefined ? undefined : readPlans(previous),
  );
  if (json) writeOutput(json, reviewJson(result));
  if (sarif) writeOutput(sarif, reviewSarif(result, relative(PROJECT_ROOT, file).split(sep).join("/")));
  if (markdown) writeOutput(markdown, reviewMarkdown(result));
  else process.stdout.write(reviewMarkdown(result));
  if (failOn && failsOn(result, failOn)) process.exitCode = 1;
}

void program.parseAsync();
