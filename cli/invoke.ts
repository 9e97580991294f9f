import { Command } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { findFunction } from "./invoke/find-function";
import { invokeOnce } from "./invoke/invoke-once";
import { parseVariable, type Variables } from "./invoke/parse-variable";
import { readEvent } from "./invoke/read-event";
import { watchAndInvoke } from "./invoke/watch";
import { runCommand } from "./support/run-command";

interface Options {
  readonly event: string;
  readonly environment?: string;
  readonly env?: Variables;
  readonly watch?: boolean;
  readonly json?: boolean;
}

const program = new Command("invoke")
  .description(
    "Builds a function and runs its handler: against the sandbox if it is running, otherwise against AWS with your own credentials.",
  )
  .argument("<function>", "its name, or handler, reader, switcher or meter if there is only one")
  .requiredOption("-e, --event <file>", "JSON file with the event; - reads standard input")
  .option(
    "--environment <name>",
    "environment that defines the function (default: the variable ENVIRONMENT, or sandbox)",
  )
  .option("--env <key=value>", "set a variable of the function; can be repeated", parseVariable)
  .option("--watch", "run again whenever the code or the event changes, until Ctrl-C (exit code 130)")
  .option("--json", "print logs, durations, memory and result as one JSON object")
  .addHelpText(
    "after",
    "\nLogs go to standard error, the result to standard output. Exit code 1 if the function fails or times out.",
  )
  .showHelpAfterError()
  .action((word: string, options: Options) => runCommand((signal) => invoke(word, options, signal)));

async function invoke(word: string, options: Options, signal: AbortSignal): Promise<void> {
  const { event: eventFile, env: overrides = {}, json = false, watch } = options;
  const loaded = loadEnvironment(options.environment);
  const fn = findFunction(loaded, word);
  const request = {
    fn,
    environment: loaded.name,
    project: { projectRoot: PROJECT_ROOT },
    overrides,
    json,
    signal,
  };
  try {
    if (watch) return await watchAndInvoke({ ...request, eventFile });
    const event = await readEvent(eventFile, signal);
    if ((await invokeOnce({ ...request, event })) !== "ok") process.exitCode = 1;
  } catch (error) {
    // An error after Ctrl-C is not a failure.
    if (!signal.aborted) throw error;
  }
}

void program.parseAsync();
