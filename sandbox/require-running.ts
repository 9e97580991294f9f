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
