import { describeError } from "../../errors/user-error";

// The SDK's notice that it will drop this Node.js some day does not belong into the output of a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Exit code of a program that was interrupted: 128 + SIGINT. */
const INTERRUPTED = 130;

/**
 * Runs a command and sets the exit code: 0, 1 after an error that the user can fix (its message is printed, without
 * a stack), 130 after Ctrl-C.
 * @param action What to do; its signal is aborted by Ctrl-C or SIGTERM, and it then cleans up and returns or throws.
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
    process.stderr.write(`${describeError(error)}\n`);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
  if (controller.signal.aborted) process.exitCode = INTERRUPTED;
}
