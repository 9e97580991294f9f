import { SandboxError } from "./sandbox-error";
import { readState, type SandboxState } from "./state-folder";

/**
 * The sandbox that was started.
 * @throws SandboxError if there is none.
 */
export function requireRunning(): SandboxState {
  const state = readState();
  if (state) return state;
  throw new SandboxError("No sandbox runs.", "Start one: npm run sandbox -- up");
}
