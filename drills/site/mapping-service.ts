import { rmSync } from "node:fs";
import { join } from "node:path";
import { stopDaemon } from "../../sandbox/daemon";
import { requireRunning } from "../../sandbox/require-running";
import { writeState } from "../../sandbox/state-folder";
import { startStreamMappingService, stateDirectory } from "../../sandbox/stream-mapping-service";

/** Stops the stream-mapping service of the sandbox. */
export function stopMappingService(): Promise<void> {
  return stopDaemon(requireRunning().streamMappings);
}

/** Starts it again, at its port and with its state. */
export async function startMappingService(): Promise<void> {
  const state = requireRunning();
  const port = Number(new URL(state.streamMappings.url).port);
  const isOurs = state.emulator !== undefined;
  const streamMappings = await startStreamMappingService(port, state.emulatorUrl, isOurs);
  writeState({ ...state, streamMappings });
}

/** Deletes what the service, which must not run, has stored of a mapping: the mapping itself and its positions. */
export function forgetMapping(uuid: string): void {
  rmSync(join(stateDirectory(), "mappings", `${uuid}.json`));
  rmSync(join(stateDirectory(), "positions", uuid), { recursive: true });
}
