import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceOptions } from "../../../packages/stream-mappings/src/options";
import { startStreamMappingService } from "../../../packages/stream-mappings/src/service";
import { emulatorUrl } from "./aws";

/** A stream-mapping service of one test file's own, in front of the shared emulator. */
export interface OwnService {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one with pauses fit for a test. */
export async function startOwnService(options: Partial<ServiceOptions> = {}): Promise<OwnService> {
  const ownDir = mkdtempSync(join(tmpdir(), "stream-mappings-"));
  const service = await startStreamMappingService({
    upstream: emulatorUrl(),
    stateDir: ownDir,
    retryBackoffMs: 20,
    pollIntervalMs: 50,
    transitionMs: 50,
    metricsIntervalMs: 200,
    log: () => {},
    ...options,
  });
  return {
    url: `http://127.0.0.1:${service.port}`,
    stop: async () => {
      await service.stop();
      rmSync(ownDir, { recursive: true, force: true });
    },
  };
}
