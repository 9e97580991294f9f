import { join } from "node:path";
import { Command, Option } from "commander";
import { PROJECT_ROOT } from "../config/paths";
import { compat } from "../upgrade/compat/compat";
import { installedVersions, isOnCdktn } from "../upgrade/compat/installed-versions";
import { resultsJson, resultsText } from "../upgrade/compat/report";
import { isCompatible } from "../upgrade/compat/result";
import { VARIANT_NAMES, type VariantName, variantsOf } from "../upgrade/compat/variants";
import { runCommand } from "./support/run-command";

interface Options {
  readonly only?: readonly VariantName[];
  readonly tests: boolean;
  readonly json?: boolean;
}

const NOTHING_TO_COMPARE = "This project is on CDK Terrain already. There is nothing to compare it with.";

new Command("compat")
  .description(
    "Synthesizes every environment with CDKTF and AWS provider 5, CDKTF and AWS provider 6, and CDK Terrain; prints how the JSON differs, and runs the unit tests of constructs and stacks on each. Exit code 1 after a difference that is not allowed.",
  )
  .addOption(new Option("--only <name...>", "run these variants only").choices(VARIANT_NAMES))
  .option("--no-tests", "synthesize and compare only")
  .option("--json", "print JSON with every difference of every file, for scripts")
  .showHelpAfterError()
  .action((options: Options) => runCommand((signal) => run(options, signal)))
  .parseAsync();

async function run({ only = VARIANT_NAMES, tests, json }: Options, signal: AbortSignal): Promise<void> {
  if (isOnCdktn(PROJECT_ROOT)) return console.log(json ? resultsJson([]) : NOTHING_TO_COMPARE);
  const results = await compat(
    variantsOf(installedVersions(PROJECT_ROOT)),
    { names: only, tests },
    {
      root: PROJECT_ROOT,
      cache: join(PROJECT_ROOT, ".compat"),
      signal,
      say: (line) => console.error(line),
    },
  );
  console.log(json ? resultsJson(results) : resultsText(results));
  if (!results.every(isCompatible)) process.exitCode = 1;
}
