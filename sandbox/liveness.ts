import { isRunning } from "./daemon";
import { answers, EMULATOR_MARKER } from "./emulator/emulator";
import type { SandboxState } from "./state-folder";
import { isHealthy, serviceMarker } from "./stream-mapping-service";

/** Which parts of the sandbox are running and answer. */
export interface Liveness {
  readonly emulator: boolean;
  readonly streamMappings: boolean;
}

/** Checks each part of the sandbox. */
export async function liveness(state: SandboxState): Promise<Liveness> {
  const ownEmulatorRuns = !state.emulator || isRunning(state.emulator.pid, EMULATOR_MARKER);
  const serviceRuns = isRunning(state.streamMappings.pid, serviceMarker());
  const [emulator, streamMappings] = await Promise.all([
    ownEmulatorRuns && answers(state.emulatorUrl),
    serviceRuns && isHealthy(state.streamMappings.url),
  ]);
  return { emulator, streamMappings };
}
