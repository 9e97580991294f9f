import { liveness } from "./liveness";
import { SandboxError } from "./sandbox-error";
import { readState, type SandboxState } from "./state-folder";

/**
 * The state of the running sandbox.
 * @throws SandboxError if no sandbox is running
 */
export function requireRunning(): SandboxState {
  const state = readState();
  if (state) return state;
  throw new SandboxError("No sandbox is running.", "Start one with `npm run sandbox -- up`.");
}

/**
 * The state of the sandbox, every part of which answers.
 * @throws SandboxError if it does not, or no sandbox is running
 */
export async function requireAnswering(): Promise<SandboxState> {
  const state = requireRunning();
  const { emulator, streamMappings } = await liveness(state);
  if (emulator && streamMappings) return state;
  throw new SandboxError(
    `The sandbox at ${state.emulatorUrl} does not answer.`,
    "Start it again with `npm run sandbox -- up`.",
  );
}
