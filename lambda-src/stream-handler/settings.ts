/** How the handler works; set by environment variables of the function. */
export interface Settings {
  /**
   * `LOG_RECORDS`: log every record with all its data. Not for tables that hold personal data.
   * @default false
   */
  readonly logRecords: boolean;
  /**
   * `RECORD_CONCURRENCY`: how many items of a batch are worked on at once, 1 to 1,000. Within one item it is
   * always one record at a time.
   * @default 16
   */
  readonly concurrency: number;
}

const DEFAULT_CONCURRENCY = 16;
/** A bound against typing errors, not a limit of AWS. */
const MAX_CONCURRENCY = 1_000;

/** The function's environment variables hold what the handler does not understand. Names every one of them. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Reads the settings. An empty variable counts as none.
 * @throws SettingsError that names every variable with a wrong value.
 */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const logRecords = parseSwitch(variables.LOG_RECORDS || "false");
  const concurrency = parseConcurrency(variables.RECORD_CONCURRENCY || String(DEFAULT_CONCURRENCY));
  const problems = [
    logRecords === undefined && "LOG_RECORDS must be true or false.",
    concurrency === undefined && `RECORD_CONCURRENCY must be a whole number from 1 to ${MAX_CONCURRENCY}.`,
  ].filter((problem) => problem !== false);
  if (logRecords !== undefined && concurrency !== undefined) return { logRecords, concurrency };
  throw new SettingsError(`Mend the function's environment variables: ${problems.join(" ")}`);
}

function parseSwitch(text: string): boolean | undefined {
  if (text === "true") return true;
  return text === "false" ? false : undefined;
}

function parseConcurrency(text: string): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= MAX_CONCURRENCY ? value : undefined;
}
