import { relative, resolve } from "node:path";
import { Command } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { planStacks } from "../plan/plan-stacks";
import { removedFrom, synthesizeEnvironment } from "../stacks/synthesize-environment";
import { planSummary } from "./plan/summary";
import { runCommand } from "./support/run-command";
import { connectTerraform, DEFAULT_PARALLELISM, parseParallelism } from "./support/terraform-connection";
import { writeOutput } from "./support/write-output";

interface Options {
  readonly environment?: string;
  readonly out?: string;
  readonly parallelism: number;
  readonly json?: boolean;
  readonly review?: string;
}

/** Exit code if there is something to apply, as of `terraform plan -detailed-exitcode`. */
const CHANGES = 2;

const program = new Command("plan")
  .description(
    "Plans every stack of an environment, and keeps the plans for a review and for `npm run apply`. " +
      "Exit code 0: no changes; 2: changes; 1: an error.",
  )
  .option("--environment <name>", "environment to plan (default: the variable ENVIRONMENT, or else sandbox)")
  .option("--out <folder>", "folder for the plans (default: plans/ENVIRONMENT)")
  .option(
    "--parallelism <stacks>",
    "how many stacks are planned at once",
    parseParallelism,
    DEFAULT_PARALLELISM,
  )
  .option("--review <file>", "also write what the plans mean, as `npm run plan-review` does, as Markdown")
  .option("--json", "print the manifest of the plans as JSON")
  .showHelpAfterError()
  .action((options: Options) => runCommand((signal) => plan(options, signal)));

async function plan({ environment: name, out, parallelism, json, review }: Options, signal: AbortSignal) {
  // At once, so that a file that cannot be written is reported before Terraform has planned for minutes.
  if (review !== undefined) writeOutput(review, "");
  const loaded = loadEnvironment(name);
  const { terraform, version, output } = await connectTerraform(loaded, signal);
  const folder = out === undefined ? resolve(PROJECT_ROOT, "plans", loaded.name) : resolve(out);
  const removed = removedFrom(loaded, output);
  let loading: Promise<void> | undefined;
  const manifest = await planStacks({
    environment: loaded.name,
    synthesized: synthesizeEnvironment(loaded, output),
    folder,
    terraform,
    terraformVersion: version,
    removedStacks: removed.map((stack) => stack.name),
    parallelism,
    onProgress: (line) => {
      console.error(line);
      // While Terraform goes on with the other stacks: it takes a quarter of a second.
      if (review !== undefined) loading ??= reviewModule().loadSimulator();
    },
  });
  if (review !== undefined) {
    await loading;
    await reviewModule().writeReview(folder, loaded, review);
  }
  const shown = relative(process.cwd(), folder) || ".";
  console.log(json ? JSON.stringify(manifest, null, 2) : planSummary(manifest, shown));
  if (manifest.stacks.some(({ changes }) => changes)) process.exitCode = CHANGES;
}

function reviewModule() {
  return require("./plan/write-review") as typeof import("./plan/write-review");
}

void program.parseAsync();
