import { parseArgs } from "node:util";
import { errorText } from "./log";
import type { ServiceOptions } from "./options";
import { startStreamMappingService } from "./service";

const USAGE = `Usage: main --upstream URL --state-dir DIR [--port N] [--retry-backoff-ms N] [--poll-interval-ms N]
            [--transition-ms N] [--window-grace-ms N] [--metrics-interval-ms N]`;

/** How long invocations under way may take to end after SIGTERM; what is cut off is delivered again. Milliseconds. */
const STOP_LIMIT_MS = 5_000;

const NUMBERS = {
  port: "port",
  "retry-backoff-ms": "retryBackoffMs",
  "poll-interval-ms": "pollIntervalMs",
  "transition-ms": "transitionMs",
  "window-grace-ms": "windowGraceMs",
  "metrics-interval-ms": "metricsIntervalMs",
} as const;

/**
 * The options of the command line.
 * @throws Error with the usage when one is missing, unknown or no whole number
 */
export function readOptions(args: readonly string[]): ServiceOptions {
  const names = ["upstream", "state-dir", ...Object.keys(NUMBERS)];
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
  });
  const { upstream, "state-dir": stateDir } = values;
  if (!upstream || !URL.canParse(String(upstream))) throw new Error(`--upstream must be a URL.\n${USAGE}`);
  if (!stateDir) throw new Error(`--state-dir is missing.\n${USAGE}`);
  const numbers: Record<string, number> = {};
  for (const [flag, option] of Object.entries(NUMBERS)) {
    if (values[flag] === undefined) continue;
    const number = Number(values[flag]);
    if (!Number.isInteger(number) || number < 0)
      throw new Error(`--${flag} must be a whole number.\n${USAGE}`);
    numbers[option] = number;
  }
  return { upstream: String(upstream), stateDir: String(stateDir), ...numbers };
}

async function main(): Promise<void> {
  // The SDK's notice that it will drop this Node.js some day does not belong into the service's log.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const service = await startStreamMappingService(readOptions(process.argv.slice(2)));
  process.stdout.write(`${JSON.stringify({ port: service.port })}\n`);
  const stop = () => {
    setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
    void service.stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`The stream-mapping service did not start: ${errorText(error)}\n`);
    process.exitCode = 1;
  });
}
