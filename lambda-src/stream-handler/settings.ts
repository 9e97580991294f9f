import { checked, outOfRange, type Variables, wholeNumber } from "../shared/settings";

/** How the handler works; set by environment variables of the function. */
export interface Settings {
  /**
   * `LOG_RECORDS`: log every record with all its data. Not for tables that hold personal data.
   * @default false
   */
  readonly logRecords: boolean;
  /**
   * `RECORD_CONCURRENCY`: how many items of a batch are handled at the same time, 1 to 1,000. Records of one item are
   * always handled one after the other.
   * @default 16
   */
  readonly concurrency: number;
}

/**
 * Reads the settings. An empty variable counts as not set.
 * @throws SettingsError that names every variable with an invalid value
 */
export function readSettings(variables: Variables): Settings {
  const logRecords = variables.LOG_RECORDS || "false";
  const concurrency = wholeNumber(variables.RECORD_CONCURRENCY || "16");
  return checked({ logRecords: logRecords === "true", concurrency }, [
    logRecords !== "true" && logRecords !== "false" && "LOG_RECORDS must be true or false.",
    // The upper limit catches typing errors; it is not a limit of AWS.
    outOfRange("RECORD_CONCURRENCY", concurrency, 1, 1_000),
  ]);
}
