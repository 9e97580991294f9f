import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { clean } from "./clean-environment";
import { startDaemon } from "./daemon";
import { type DaemonState, PROJECT_ROOT, statePath } from "./state-folder";

const ENTRY = join(PROJECT_ROOT, "packages", "stream-mappings", "src", "main.ts");
const START_TIMEOUT_MS = 20_000;

/** The service's program, bundled. */
function program(): string {
  return statePath("run", "stream-mappings", "main.js");
}

/** Text of the service's command line that tells it from any other process. */
export const serviceMarker = program;

/**
 * Starts the stream-mapping service in front of an emulator.
 * @param port Port of 127.0.0.1.
 * @throws SandboxError if it ends or does not get ready.
 */
export async function startStreamMappingService(
  port: number,
  emulatorUrl: string,
  signal?: AbortSignal,
): Promise<DaemonState> {
  await bundle();
  const url = `http://127.0.0.1:${port}`;
  const stateDirectory = statePath("run", "stream-mappings", "state");
  mkdirSync(stateDirectory, { recursive: true });
  const pid = await startDaemon({
    name: "stream-mapping service",
    command: process.execPath,
    args: [program(), "--port", String(port), "--upstream", emulatorUrl, "--state-dir", stateDirectory],
    environment: { ...clean(process.env), NODE_PATH: join(PROJECT_ROOT, "node_modules") },
    logFile: statePath("run", "stream-mappings.log"),
    isReady: () => isHealthy(url),
    timeoutMs: START_TIMEOUT_MS,
    signal,
  });
  return { pid, url };
}

/** What the service tells of itself and of its mappings. */
export interface StreamMappingStatus {
  readonly mappings: readonly {
    readonly uuid: string;
    readonly accountId: string;
    readonly functionName: string;
    readonly eventSourceArn: string;
    readonly state: string;
    readonly lastProcessingResult: string;
  }[];
  /** Settings that the service takes but does not act on. */
  readonly settingsNotActedOn: readonly string[];
}

/** Asks a running service for its status. */
export async function streamMappingStatus(url: string): Promise<StreamMappingStatus> {
  const response = await fetch(`${url}/_stream-mappings/status`, { signal: AbortSignal.timeout(5_000) });
  return (await response.json()) as StreamMappingStatus;
}

/** Whether the service answers. */
export async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_stream-mappings/health`, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** One plain JavaScript file starts in half the time and half the memory that compiling on the fly takes. */
async function bundle(): Promise<void> {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [ENTRY],
    outfile: program(),
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "silent",
  });
}
