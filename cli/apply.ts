import { resolve } from "node:path";
import { Command } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { type AppliedPlans, applyPlans } from "../plan/apply-plans";
import { readManifest } from "../plan/manifest";
import { synthesizeEnvironment } from "../stacks/synthesize-environment";
import { runCommand } from "./support/run-command";
import { connectTerraform, DEFAULT_PARALLELISM, parseParallelism } from "./support/terraform-connection";

interface Options {
  readonly plans: string;
  readonly parallelism: number;
  readonly json?: boolean;
}

/** Exit code if stacks must be planned again before they can be applied. */
const PLAN_AGAIN = 2;

const program = new Command("apply")
  .description(
    "Applies exactly the plans of a folder that `npm run plan` wrote, in the order of deployment. Refuses them all if " +
      "the configuration, a state or a plan changed since. Exit code 0: all applied; 2: some stacks must be planned " +
      "again, because what they read has changed; 1: an error.",
  )
  .requiredOption("--plans <folder>", "folder of the plans")
  .option(
    "--parallelism <stacks>",
    "how many stacks are checked at once",
    parseParallelism,
    DEFAULT_PARALLELISM,
  )
  .option("--json", "print the outcome as JSON")
  .showHelpAfterError()
  .action((options: Options) => runCommand((signal) => apply(options, signal)));

async function apply({ plans, parallelism, json }: Options, signal: AbortSignal): Promise<void> {
  const folder = resolve(plans);
  const manifest = readManifest(folder);
  const loaded = loadEnvironment(manifest.environment);
  const { terraform, output } = await connectTerraform(loaded, signal);
  const outcome = await applyPlans({
    manifest,
    folder,
    synthesized: synthesizeEnvironment(loaded, output),
    terraform,
    parallelism,
    onProgress: (line) => console.error(line),
  });
  console.log(json ? JSON.stringify(outcome, null, 2) : outcomeText(outcome, loaded.name));
  if (outcome.planAgain.length > 0) process.exitCode = PLAN_AGAIN;
}

function outcomeText({ applied, unchanged, planAgain }: AppliedPlans, environment: string): string {
  return [
    ...applied.map((name) => `${name}: applied`),
    ...unchanged.map((name) => `${name}: nothing to apply`),
    ...planAgain.map(({ stack, because }) => `${stack}: not applied; ${because}`),
    ...(planAgain.length > 0 ? ["", `Plan again: npm run plan -- --environment ${environment}`] : []),
  ].join("\n");
}

void program.parseAsync();
