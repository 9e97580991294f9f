import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceProcess } from "../../../packages/stream-mappings/harness";
import { rootSecret } from "../../../sandbox/secret";
import { emulatorUrl } from "./aws";

/** A stream-mapping service of one test's own, in front of the shared emulator. */
export interface OwnService {
  readonly url: string;
  stop(): Promise<void>;
}

/** How to start one. */
export interface OwnServiceOptions {
  /** Folder for mappings and checkpoints, which outlives the service. @default one that goes with the service */
  readonly stateDir?: string;
  /** Further flags. @default none */
  readonly flags?: readonly string[];
}

/** Pauses fit for a test. */
const PACE = [
  ["--retry-backoff-ms", "20"],
  ["--poll-interval-ms", "50"],
  ["--transition-ms", "50"],
  ["--metrics-interval-ms", "200"],
].flat();

/** Starts the built program. */
export async function startOwnService({ stateDir, flags = [] }: OwnServiceOptions = {}): Promise<OwnService> {
  const folder = mkdtempSync(join(tmpdir(), "stream-mappings-"));
  const service = await ServiceProcess.start({
    upstream: emulatorUrl(),
    secret: rootSecret(),
    stateDir: stateDir ?? join(folder, "state"),
    logFile: join(folder, "log"),
    flags: [...PACE, ...flags],
  });
  return {
    url: service.url,
    stop: async () => {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
