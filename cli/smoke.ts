import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { type SourceWords, sourceMeant } from "../config/source-meant";
import { UserError } from "../errors/user-error";
import { smokeJson } from "../smoke/report/json";
import { smokeText } from "../smoke/report/text";
import { hasPassed } from "../smoke/result";
import { smoke } from "../smoke/smoke";
import { smokeTargets } from "../smoke/targets";
import type { AssumptionsOptions } from "./smoke/assumptions";
import { connectAccounts, whichAws } from "./support/connect-accounts";
import { runCommand } from "./support/run-command";
import { withSourceOptions } from "./support/source-options";

interface Options extends Omit<AssumptionsOptions, "only">, SourceWords {
  /** Seconds. */
  readonly timeout: number;
  readonly assumptions?: boolean;
  readonly only?: string[];
}

/** Exit code of a test that found something wrong. */
const FAILED = 2;

const program = withSourceOptions(new Command("smoke"), "test only")
  .description(
    "Tests what is deployed: puts a marked item into each source whose entry has smokeTest, waits until the functions have handled it, removes it, and checks that another role of the consumer account is refused the stream. Exit code 0 if all passed or no entry has smokeTest, 2 if something failed, 1 after an error.",
  )
  .option("--environment <name>", "environment to test (default: the variable ENVIRONMENT, or else sandbox)")
  .option(
    "--role <name>",
    "role to act in, in each account (default: the variable SMOKE_ROLE, or else the deploy role)",
  )
  .option("--timeout <seconds>", "how long to wait for the functions", parseSeconds, 300)
  .option("--json [file]", "write JSON to a file, or print it instead of the text")
  .option(
    "--assumptions",
    "instead, deploy a pair of stacks of their own, try what only AWS can confirm (docs/assumptions.md), and destroy them. Exit code 0 if all that was tried was confirmed, 2 if something was refuted, 1 after an error, also if something could not be destroyed",
  )
  .option("--only <ids>", "with --assumptions: try only these, such as A1,A4", parseIds)
  .option(
    "--source-account <id>",
    "with --assumptions: account to deploy a table to, at AWS (default: that of the environment's first source that another account reads)",
    parseAccount,
  )
  .option(
    "--consumer-account <id>",
    "with --assumptions: account to deploy a function to, at AWS (default: that of the source's reader)",
    parseAccount,
  )
  .option("--region <name>", "with --assumptions: region of both (default: the source's)")
  .option("--yes", "with --assumptions: do not ask before something is deployed")
  .showHelpAfterError()
  .action((options: Options) => runCommand((signal) => run(options, signal)));

/** Options that say nothing to a smoke test. */
const OF_ASSUMPTIONS = ["only", "sourceAccount", "consumerAccount", "region", "yes"] as const;

async function run(options: Options, signal: AbortSignal): Promise<void> {
  if (options.assumptions) {
    refuseSource(options);
    // Terraform and the stacks are loaded only for this.
    const { tryOnAws } = require("./smoke/assumptions") as typeof import("./smoke/assumptions");
    return tryOnAws(options, signal);
  }
  const misplaced = OF_ASSUMPTIONS.filter((name) => options[name] !== undefined);
  if (misplaced.length > 0) {
    const names = misplaced.map((name) => `--${name.replace("Account", "-account")}`).join(", ");
    throw new UserError([{ cause: `${names} without --assumptions`, remedy: "Add --assumptions" }]);
  }
  return testEnvironment(options, signal);
}

/** The assumptions are tried with a table of their own. */
function refuseSource({ source, tenant }: Options): void {
  if (source === undefined && tenant === undefined) return;
  const cause = `--${source === undefined ? "tenant" : "source"} with --assumptions`;
  throw new UserError([{ cause, remedy: "Leave one of them out" }]);
}

async function testEnvironment(
  { environment: name, role = process.env.SMOKE_ROLE, timeout, json, ...words }: Options,
  signal: AbortSignal,
): Promise<void> {
  const { environment, name: loadedName } = loadEnvironment(name);
  const only = sourceMeant(environment, words);
  // A file without such an entry needs no account.
  if (smokeTargets(environment).length > 0) console.error(whichAws(environment));
  const result = await smoke(environment, {
    connect: connectAccounts(environment, "smoke"),
    only,
    role: role ? { roleName: role } : undefined,
    timeoutMs: timeout * 1000,
    signal,
    onProgress: (step) => console.error(`- ${step}`),
  });
  const report = smokeJson(loadedName, result);
  if (typeof json === "string") writeFileSync(json, report);
  if (json === true) process.stdout.write(report);
  else console.log(smokeText(result));
  if (!result.tested.every(hasPassed)) process.exitCode = FAILED;
}

function parseSeconds(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number of seconds from 1 to 99999.");
}

function parseIds(text: string): string[] {
  return text.split(",").map((id) => id.trim().toUpperCase());
}

function parseAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("Give 12 digits.");
}

void program.parseAsync();
