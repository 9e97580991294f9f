import { Command, InvalidArgumentError } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { type SourceWords, sourceMeant } from "../config/source-meant";
import { statusJson } from "../status/report/json";
import { statusText } from "../status/report/text";
import { status } from "../status/status";
import { statusOptions } from "./status/status-options";
import { watch } from "./status/watch";
import { whichAws } from "./support/connect-accounts";
import { runCommand } from "./support/run-command";
import { withSourceOptions } from "./support/source-options";

interface Options extends SourceWords {
  readonly environment?: string;
  readonly role?: string;
  readonly externalId?: string;
  readonly json?: boolean;
  /** Seconds; true: as often as usual. */
  readonly watch?: number | true;
}

/** Seconds between two looks. */
const USUAL_PAUSE = 5;

const program = withSourceOptions(new Command("status"), "only")
  .description(
    "Shows how an environment is doing: every mapping, failed batches, stream policies, alarms and versions, and what to do about what is wrong. Exit code 0: healthy; 2: something is wrong; 1: an error, or not all could be read.",
  )
  .option(
    "--environment <name>",
    "environment to look at (default: the variable ENVIRONMENT, or else sandbox)",
  )
  .option(
    "--role <name>",
    "role to assume in each account (default: the operator role of each consumer that has one, or else the deploy role)",
  )
  .option(
    "--external-id <id>",
    "external ID that --role asks for (default: the environment file's, if it has the role)",
  )
  .option("--json", "print JSON")
  .option(
    "--watch [seconds]",
    `look again every so many seconds (default: ${USUAL_PAUSE}) until Ctrl-C`,
    parseSeconds,
  )
  .showHelpAfterError()
  .action((options: Options) => runCommand((signal) => run(options, signal)));

async function run(
  { environment: name, role, externalId, json, watch: pause, ...words }: Options,
  signal: AbortSignal,
): Promise<void> {
  const loaded = loadEnvironment(name);
  const only = sourceMeant(loaded.environment, words);
  console.error(whichAws(loaded.environment));
  const options = { ...statusOptions(loaded, role, externalId), only };
  const draw = async () => {
    const report = await status(loaded, options);
    process.exitCode = report.exitCode;
    return json ? statusJson(report) : statusText(report);
  };
  if (pause === undefined) console.log((await draw()).trimEnd());
  else await watch(draw, pause === true ? USUAL_PAUSE : pause, process.stdout, signal);
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds >= 1 && seconds <= 3_600) return seconds;
  throw new InvalidArgumentError("Give a number of seconds from 1 to 3600.");
}

void program.parseAsync();
