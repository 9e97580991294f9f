/** How the service is started. Everything but the first two has a default. */
export interface ServiceOptions {
  /** Where the emulator listens, e.g. `http://127.0.0.1:4566`. */
  readonly upstream: string;
  /** Folder for mappings and checkpoints; created if missing. */
  readonly stateDir: string;
  /** Port on 127.0.0.1. @default 0 (any free port) */
  readonly port?: number;
  /** Pause before the first retry of a failed batch; doubled each time, to 60 times as long. Milliseconds. @default 1000 */
  readonly retryBackoffMs?: number;
  /** Pause between two reads of a shard that had nothing new. Milliseconds. @default 100 (AWS: 250) */
  readonly pollIntervalMs?: number;
  /** How long a mapping stays in Creating, Updating and the like. Milliseconds. @default 200 (AWS: up to minutes) */
  readonly transitionMs?: number;
  /** How long a tumbling window without new records stays open past its end. Milliseconds. @default 120000 (AWS) */
  readonly windowGraceMs?: number;
  /** How often metrics are sent to CloudWatch. Milliseconds. @default 5000 */
  readonly metricsIntervalMs?: number;
  /** Receives one line of JSON per event. @default writes to standard error */
  readonly log?: (line: string) => void;
}

/** The options with every default filled in. */
export type Settings = Required<ServiceOptions>;

/** What an option is when it is not given. */
export const DEFAULTS = {
  port: 0,
  retryBackoffMs: 1000,
  pollIntervalMs: 100,
  transitionMs: 200,
  windowGraceMs: 120_000,
  metricsIntervalMs: 5000,
} as const;

/** Fills in the defaults. */
export function withDefaults(options: ServiceOptions): Settings {
  return {
    ...DEFAULTS,
    log: (line) => process.stderr.write(`${line}\n`),
    ...options,
    upstream: options.upstream.replace(/\/+$/, ""),
  };
}
