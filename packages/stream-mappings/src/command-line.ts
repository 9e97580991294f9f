import { Command, InvalidArgumentError } from "commander";
import { version } from "../package.json";
import { DEFAULTS, SECRET_VARIABLE, type ServiceOptions } from "./options";

const NOTES = `
The variable ${SECRET_VARIABLE} is the secret access key of the emulator's roots (default: ${DEFAULTS.secret}).
Exit codes: 0 after SIGTERM or SIGINT, 1 when the service could not start, 2 for wrong options.
It prints {"port":N} when it is ready and writes one line of JSON per event to standard error.`;

/**
 * The options of the command line.
 * @param args without the names of Node.js and of the script
 * @throws CommanderError when an option is wrong or missing, with its message written to standard error
 */
export function readOptions(args: readonly string[], program = commandLine()): ServiceOptions {
  return program.parse(args, { from: "user" }).opts<ServiceOptions>();
}

/** The command line; errors are thrown instead of ending the process. */
export function commandLine(): Command {
  return new Command("dynamodb-stream-mappings")
    .description(
      "Serves Lambda event source mappings of DynamoDB streams of any account, in front of an AWS emulator.",
    )
    .version(version)
    .requiredOption("--upstream <url>", "where the emulator listens, e.g. http://127.0.0.1:4566", httpUrl)
    .requiredOption("--state-dir <folder>", "where mappings and checkpoints are kept; created if missing")
    .option("--port <number>", `port on 127.0.0.1, 0 for any free one${byDefault("port")}`, portNumber)
    .option(
      "--retry-backoff-ms <number>",
      `pause before the first retry of a failed batch${byDefault("retryBackoffMs")}`,
      wholeNumber,
    )
    .option(
      "--poll-interval-ms <number>",
      `pause between two reads of a shard that has nothing new${byDefault("pollIntervalMs")}`,
      wholeNumber,
    )
    .option(
      "--transition-ms <number>",
      `time in Creating, Updating and the like${byDefault("transitionMs")}`,
      wholeNumber,
    )
    .option(
      "--window-grace-ms <number>",
      `how long a tumbling window without new records stays open past its end${byDefault("windowGraceMs")}`,
      wholeNumber,
    )
    .option(
      "--metrics-interval-ms <number>",
      `how often metrics are sent${byDefault("metricsIntervalMs")}`,
      wholeNumber,
    )
    .option(
      "--news-path <path>",
      "path of the emulator that tells which streams got records (default: none)",
      absolutePath,
    )
    .addHelpText("after", NOTES)
    .exitOverride();
}

function byDefault(option: keyof typeof DEFAULTS): string {
  return ` (default: ${DEFAULTS[option]})`;
}

function httpUrl(text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === "http:") return text;
  throw new InvalidArgumentError("It must be an http URL, such as http://127.0.0.1:4566.");
}

function absolutePath(text: string): string {
  if (/^\/[\w./-]*$/.test(text)) return text;
  throw new InvalidArgumentError("It must be a path, such as /stream-news.");
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port <= 65_535) return port;
  throw new InvalidArgumentError("It must be at most 65535.");
}
