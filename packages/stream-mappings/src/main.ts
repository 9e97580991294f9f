import { CommanderError } from "commander";
import { readOptions } from "./command-line";
import { errorText } from "./log";
import { SECRET_VARIABLE } from "./options";
import { startStreamMappingService } from "./service";

/** How long invocations under way may take to end after SIGTERM; what is cut off is delivered again. Milliseconds. */
const STOP_LIMIT_MS = 5_000;
const WRONG_OPTIONS = 2;

async function main(): Promise<void> {
  // The SDK's notice that it will drop this Node.js some day does not belong in the service's log.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const secret = process.env[SECRET_VARIABLE];
  const options = readOptions(process.argv.slice(2));
  const service = await startStreamMappingService({ ...options, ...(secret && { secret }) });
  process.stdout.write(`${JSON.stringify({ port: service.port })}\n`);
  const stop = () => {
    setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
    void service.stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Help, version or what is wrong stands on the terminal already.
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_OPTIONS;
    return;
  }
  process.stderr.write(`The stream-mapping service did not start: ${errorText(error)}\n`);
  process.exitCode = 1;
});
