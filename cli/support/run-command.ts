import { AccessError } from "../../access/access-error";
import { EnvironmentError } from "../../config/environment-error";
import { BundleError } from "../../constructs/bundle-error";
import { SandboxError } from "../../sandbox/sandbox-error";
import { GuardError } from "../../stacks/guards/guard-error";

// The SDK's notice that it will drop this Node.js some day does not belong into the output of a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Exit code of a program that was interrupted: 128 + SIGINT. */
const INTERRUPTED = 130;

/**
 * Runs a command and sets the exit code: 0, 1 after an error that the user can mend (its message is printed, without
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
    process.stderr.write(`${describe(error)}\n`);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
  if (controller.signal.aborted) process.exitCode = INTERRUPTED;
}

const MENDABLE = [SandboxError, EnvironmentError, BundleError, GuardError, AccessError];

/** The message of an error that the user can mend; the whole stack of a defect of ours. */
function describe(error: unknown): string {
  if (MENDABLE.some((kind) => error instanceof kind) && error instanceof Error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
