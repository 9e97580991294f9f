import { Command } from "commander";
import { type LoadedEnvironment, loadEnvironment } from "../config/load-environment";
import { stackNames } from "../config/stack-names";
import { deployStacks } from "../deploy/deploy-stacks";
import { dryRun } from "../deploy/dry-run";
import { isDeployed, type StackOutcome, totalOf } from "../deploy/outcome";
import { selectStacks } from "../deploy/select-stacks";
import { UserError } from "../errors/user-error";
import { removedStackWarnings } from "../stacks/removed-stacks-warning";
import { removedFrom, synthesizeEnvironment } from "../stacks/synthesize-environment";
import { readStacksInOrder } from "../synthesized/read-stacks";
import { deploymentProgress } from "./deploy/progress-list";
import { deploymentText, dryRunText } from "./deploy/texts";
import { openDeploymentLedger } from "./support/deployment-ledger";
import { runCommand } from "./support/run-command";
import { AT_ONCE, connectTerraform, parseParallelism } from "./support/terraform-connection";

interface Options {
  readonly environment?: string;
  readonly parallel: number;
  readonly only?: readonly string[];
  readonly changed?: boolean;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const program = new Command("deploy")
  .description(
    "Plans and applies the stacks of an environment side by side, without a review: each consumer begins as soon as its " +
      "own sources are deployed. Exit code 0: everything is deployed; 1: an error; 130: interrupted.",
  )
  .option(
    "--environment <name>",
    "environment to deploy (default: the variable ENVIRONMENT, or else sandbox)",
  )
  .option("--parallel <stacks>", "how many stacks are deployed at once", parseParallelism, AT_ONCE)
  .option(
    "--only <names...>",
    "stacks, or sources and consumers by their keys; * stands for any text (default: all)",
  )
  .option("--changed", "skip stacks that this checkout deployed as they are now")
  .option("--resume", "go on with the last run, which failed or was interrupted")
  .option("--dry-run", "plan, and apply nothing")
  .option("--json", "print the outcome as JSON")
  .showHelpAfterError()
  .action((options: Options) => runCommand((signal) => deploy(options, signal)));

async function deploy(options: Options, signal: AbortSignal): Promise<void> {
  const { only, changed = false, resume = false, parallel: parallelism } = options;
  refuseOtherSelection(options);
  const loaded = loadEnvironment(options.environment);
  const { terraform, version, output } = await connectTerraform(loaded, signal);
  const ledger = openDeploymentLedger(loaded.name, output);
  const run = resume ? ledger.resume() : { only: only ? [...only] : null, changed };
  warnOfRemoved(loaded, output);
  const synthesized = synthesizeEnvironment(loaded, output);
  const stacks = selected(loaded, synthesized, run.only);
  if (options.dryRun) {
    const maySkip = (stack: string) =>
      run.changed || (resume && ledger.deployed(stack)?.run === ledger.run.id);
    const outcome = await dryRun({
      ...{ environment: loaded.name, synthesized, terraform, terraformVersion: version, parallelism },
      ...{ stacks, ledger, maySkip, onProgress: (line: string) => console.error(line) },
    });
    console.log(options.json ? JSON.stringify(outcome, null, 2) : dryRunText(outcome));
    return;
  }
  if (!resume) ledger.begin(run);
  const startedAt = performance.now();
  const progress = await deploymentProgress(stacks.map(({ name }) => name));
  const deployment = { stacks, ledger, resumed: resume, terraform, parallelism, signal, listener: progress };
  const outcomes = await deployStacks(deployment).finally(() => progress.end());
  report(loaded.name, outcomes, (performance.now() - startedAt) / 1000, options.json);
}

/** A run that is resumed knows what it was asked for. */
function refuseOtherSelection({ resume, only, changed }: Options): void {
  if (!resume || (only === undefined && changed === undefined)) return;
  const cause = "a run that is resumed goes on with what it was asked for";
  const remedy = "Leave out --only and --changed, or begin a run of its own without --resume";
  throw new UserError([{ place: "--resume", cause, remedy }]);
}

function warnOfRemoved(loaded: LoadedEnvironment, output: string | undefined): void {
  const removed = removedFrom(loaded, output);
  for (const line of removedStackWarnings(removed, loaded.name)) console.error(`Warning: ${line}`);
}

function selected({ environment }: LoadedEnvironment, folder: string, only: readonly string[] | null) {
  const stacks = readStacksInOrder(folder);
  if (only === null) return stacks;
  const { sources, consumers, mappings } = stackNames(environment);
  return selectStacks(stacks, only, [sources, consumers, mappings]);
}

function report(environment: string, outcomes: readonly StackOutcome[], seconds: number, json = false): void {
  const again = `npm run deploy -- --environment ${environment} --resume`;
  const told = outcomes.map(({ error, ...outcome }) => ({ ...outcome, error: error?.message }));
  const complete = outcomes.every(isDeployed);
  console.log(
    json
      ? JSON.stringify({ environment, complete, seconds, total: totalOf(outcomes), stacks: told }, null, 2)
      : deploymentText(outcomes, seconds, again),
  );
  const problems = outcomes.flatMap(({ stack, error }) =>
    (error?.problems ?? []).map((problem) => ({ place: stack, ...problem })),
  );
  if (problems.length > 0) throw new UserError(problems, "Not every stack was deployed:");
}

void program.parseAsync();
