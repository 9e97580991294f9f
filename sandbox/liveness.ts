import { answers } from "./emulator/emulator";
import { isRunning } from "./process-identity";
import type { SandboxState } from "./state-folder";
import { isHealthy } from "./stream-mapping-service";

/** Which parts of the sandbox are running and answer. */
export interface Liveness {
  readonly emulator: boolean;
  readonly streamMappings: boolean;
}

/** Checks each part of the sandbox. */
export async function liveness(state: SandboxState): Promise<Liveness> {
  const ownEmulatorRuns = !state.emulator || isRunning(state.emulator);
  const serviceRuns = isRunning(state.streamMappings);
  const [emulator, streamMappings] = await Promise.all([
    ownEmulatorRuns && answers(state.emulatorUrl),
    serviceRuns && isHealthy(state.streamMappings.url),
  ]);
  return { emulator, streamMappings };
}
