import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { smokeJson } from "../smoke/report/json";
import { smokeText } from "../smoke/report/text";
import { hasPassed } from "../smoke/result";
import { smoke } from "../smoke/smoke";
import { smokeTargets } from "../smoke/targets";
import { connectAccounts, whichAws } from "./support/connect-accounts";
import { runCommand } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly role?: string;
  /** Seconds. */
  readonly timeout: number;
  /** A file; true: the standard output. */
  readonly json?: string | true;
}

/** Exit code of a test that found something wrong. */
const FAILED = 2;

const program = new Command("smoke")
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
  .showHelpAfterError()
  .action((options: Options) => runCommand((signal) => testEnvironment(options, signal)));

async function testEnvironment(
  { environment: name, role = process.env.SMOKE_ROLE, timeout, json }: Options,
  signal: AbortSignal,
): Promise<void> {
  const { environment, name: loadedName } = loadEnvironment(name);
  // A file without such an entry needs no account.
  if (smokeTargets(environment).length > 0) console.error(whichAws(environment));
  const result = await smoke(environment, {
    connect: connectAccounts(environment, "smoke"),
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

void program.parseAsync();
