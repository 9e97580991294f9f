import { stopDaemon } from "./daemon";
import { withLock } from "./lock";
import { clearState, readState, type SandboxState, stateLock } from "./state-folder";

/**
 * Stops every process of the sandbox and deletes its state; does nothing if no sandbox is running. Waits for a process
 * that is starting or stopping it.
 * @returns whether there was a sandbox
 */
export function down(): Promise<boolean> {
  return withLock(stateLock(), {}, takeDown);
}

/** Does what `down` does, for callers that hold the state's lock. */
export async function takeDown(): Promise<boolean> {
  const state = readState();
  if (state) await stopDaemons(state);
  clearState();
  return state !== undefined;
}

/** Stops the service first, because it reads from the emulator. */
export async function stopDaemons({
  emulator,
  streamMappings,
}: Partial<Pick<SandboxState, "emulator" | "streamMappings">>): Promise<void> {
  if (streamMappings) await stopDaemon(streamMappings);
  if (emulator) await stopDaemon(emulator);
}
