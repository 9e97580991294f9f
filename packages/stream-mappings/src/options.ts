/** How the service is started. Everything but the first two has a default. */
export interface ServiceOptions {
  /** Where the emulator listens, e.g. `http://127.0.0.1:4566`. */
  readonly upstream: string;
  /** Folder for mappings and checkpoints; created if missing. */
  readonly stateDir: string;
  /**
   * The secret access key of the emulator's roots. It is no flag of the command line, which other users of the machine can
   * read: the program takes it from the variable {@link SECRET_VARIABLE}.
   * @default "test", which emulators commonly take
   */
  readonly secret?: string;
  /** Port on 127.0.0.1. @default 0 (any free port) */
  readonly port?: number;
  /** Pause before the first retry of a failed batch; the next ones are longer, up to 100 times. Milliseconds. @default 280 (recorded) */
  readonly retryBackoffMs?: number;
  /** Pause between two reads of a shard that had nothing new. Milliseconds. @default 100 (AWS: 250) */
  readonly pollIntervalMs?: number;
  /** How long a mapping stays in Creating, Updating and the like. Milliseconds. @default 200 (AWS: up to minutes) */
  readonly transitionMs?: number;
  /**
   * How long a tumbling window without new records stays open past its end. Milliseconds.
   * @default 120000 (assumed: AWS was recorded to end a window 42 to 112 s past its end, each time when a record of a
   * later window came; what it does when none comes was never recorded)
   */
  readonly windowGraceMs?: number;
  /**
   * Path of the emulator that tells which streams got records, see the README. With it a stream with news is read at once,
   * however many mappings there are.
   * @default none: every stream is read again and again
   */
  readonly newsPath?: string;
  /** How often metrics are sent to CloudWatch. Milliseconds. @default 5000 */
  readonly metricsIntervalMs?: number;
  /** Receives one line of JSON per event. @default writes to standard error */
  readonly log?: (line: string) => void;
}

/** The options with every default filled in. */
export type Settings = Required<Omit<ServiceOptions, "newsPath">> & Pick<ServiceOptions, "newsPath">;

/** The variable that the program takes the secret from. */
export const SECRET_VARIABLE = "STREAM_MAPPINGS_SECRET";

/** What an option is when it is not given. */
export const DEFAULTS = {
  secret: "test",
  port: 0,
  retryBackoffMs: 280,
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
