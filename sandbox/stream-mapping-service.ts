import { mkdirSync } from "node:fs";
import { ensureBuilt } from "../packages/stream-mappings/build";
import { clean } from "./clean-environment";
import { startDaemon } from "./daemon";
import { rootSecret } from "./secret";
import { type DaemonState, statePath } from "./state-folder";

/** Where our emulator says which streams got records (emulator/stream_news.py). */
export const NEWS_PATH = "/_ministack/stream-news";

const START_TIMEOUT_MS = 20_000;

/** Folder of the service's mappings and checkpoints. */
export function stateDirectory(): string {
  return statePath("run", "stream-mappings");
}

/**
 * Starts the stream-mapping service in front of an emulator, built from the sources as they are.
 * @param port Port of 127.0.0.1.
 * @param isOurs Whether the sandbox started the emulator: only that one tells which streams got records.
 * @param windowGraceMs How long a tumbling window without new records stays open past its end.
 * @throws SandboxError if it ends or does not get ready.
 */
export async function startStreamMappingService(
  port: number,
  emulatorUrl: string,
  isOurs: boolean,
  windowGraceMs?: number,
  signal?: AbortSignal,
): Promise<DaemonState> {
  const program = await ensureBuilt();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(stateDirectory(), { recursive: true });
  const daemon = await startDaemon({
    name: "stream-mapping service",
    command: process.execPath,
    args: [
      ...[program, "--port", String(port), "--upstream", emulatorUrl, "--state-dir", stateDirectory()],
      ...(isOurs ? ["--news-path", NEWS_PATH] : []),
      ...(windowGraceMs === undefined ? [] : ["--window-grace-ms", String(windowGraceMs)]),
    ],
    // Other users can read the command line of a process, but not its variables.
    environment: { ...clean(process.env), STREAM_MAPPINGS_SECRET: rootSecret() },
    logFile: statePath("run", "stream-mappings.log"),
    isReady: () => isHealthy(url),
    timeoutMs: START_TIMEOUT_MS,
    signal,
  });
  return { ...daemon, url };
}

/** What a mapping has discarded since it was made. */
export interface DiscardTally {
  /** Batches that the on-failure destination took. */
  readonly deliveredBatches: number;
  readonly deliveredRecords: number;
  /** Batches that are gone: the destination refused them, or there was none. */
  readonly lostBatches: number;
  readonly lostRecords: number;
  /** When the last batch was discarded, milliseconds since 1970. */
  readonly lastAt: number;
  /** Key of the last object that a bucket took. */
  readonly lastKey?: string;
}

/** What the service says of a mapping. */
export interface MappingStatus {
  readonly uuid: string;
  readonly accountId: string;
  readonly region: string;
  readonly functionName: string;
  readonly eventSourceArn: string;
  readonly state: string;
  readonly lastProcessingResult: string;
  /** Age that the last record sent to the function had at that moment, milliseconds; null before the first. */
  readonly lagMs: number | null;
  /** ARN of the queue, topic or bucket that discarded batches go to. */
  readonly onFailureDestination: string | null;
  /** Null while nothing was discarded. */
  readonly discarded: DiscardTally | null;
}

/** What the service says of itself and of its mappings. */
export interface StreamMappingStatus {
  readonly mappings: readonly MappingStatus[];
  /** Settings of its mappings that the service takes but does not act on. */
  readonly settingsNotActedOn: readonly string[];
}

/** Asks a running service for its status. */
export async function streamMappingStatus(url: string): Promise<StreamMappingStatus> {
  const response = await fetch(`${url}/_stream-mappings/status`, {
    headers: { authorization: `Bearer ${rootSecret()}` },
    signal: AbortSignal.timeout(5_000),
  });
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
