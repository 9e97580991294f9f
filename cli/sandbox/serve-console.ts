import { once } from "node:events";
import type { LoadedEnvironment } from "../../config/load-environment";
import type { SandboxState } from "../../sandbox/state-folder";
import { sandboxLine } from "../../sandbox/which-aws";

/**
 * Serves the console until the signal fires; the sandbox goes on.
 * @param port 0 for any free one
 * @throws SandboxError if the port cannot be used
 */
export async function serveConsole(
  state: SandboxState,
  loaded: LoadedEnvironment,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  // The other commands of the sandbox start sooner without it.
  const { startConsole } = require("../../console/console") as typeof import("../../console/console");
  const running = await startConsole(loaded, port);
  console.error(sandboxLine(state));
  console.log(`The console is at ${running.url}`);
  console.error(
    "The address holds a token: who has it can change what is in the sandbox. Ctrl-C stops the console.",
  );
  if (!signal.aborted) await once(signal, "abort");
  await running.stop();
}
