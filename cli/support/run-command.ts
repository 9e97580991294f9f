import { noCredentials } from "../../accounts/no-credentials";
import { describeError } from "../../errors/user-error";

// The SDK's notice that it will stop supporting this version of Node.js does not belong in the output of a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Exit code of a program that was interrupted: 128 + SIGINT. */
const INTERRUPTED = 130;

/**
 * Runs a command and sets the exit code: 0, 1 after an error (its message is printed, without a stack trace if the user
 * can fix it), 130 after Ctrl-C.
 * @param action runs the command; Ctrl-C and SIGTERM abort its signal, and it then cleans up and returns or throws
 */
export async function runCommand(action: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    await action(controller.signal);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${textOf(error, controller.signal)}\n`);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
  if (controller.signal.aborted) process.exitCode = INTERRUPTED;
}

/**
 * The same for a command that only reads, and has nothing to clean up: Ctrl-C and SIGTERM end it at once, whatever it
 * waits for.
 */
export async function runReading(action: () => Promise<void>): Promise<void> {
  const end = () => process.exit(INTERRUPTED);
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  try {
    await runCommand(action);
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
  }
}

/** An interruption is no defect, and neither are credentials that are not there. */
function textOf(error: unknown, { aborted }: AbortSignal): string {
  if (aborted && error instanceof Error && error.name === "AbortError") return "Interrupted.";
  return describeError(noCredentials(error) ?? error);
}
