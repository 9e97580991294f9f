import type { MappingStore } from "../store/mapping-store";

/** Counts up with every change of the API or of what is on disk. */
export const SERVICE_VERSION = 3;

/** The setting that the service accepts and shows but does not act on. */
const NOT_ACTED_ON = "KMSKeyArn (filters are kept in clear)";

/** The answer of `GET /_stream-mappings/status`. */
export function statusReport(mappings: MappingStore, lagMs: (uuid: string) => number | undefined) {
  const all = mappings.all();
  return {
    version: SERVICE_VERSION,
    mappings: all.map((mapping) => ({
      uuid: mapping.uuid,
      accountId: mapping.account,
      region: mapping.region,
      functionName: mapping.functionName,
      eventSourceArn: mapping.streamArn,
      state: mapping.state,
      lastProcessingResult: mapping.lastProcessingResult,
      /** Age that the last record sent to the function had at that moment. */
      lagMs: lagMs(mapping.uuid) ?? null,
      onFailureDestination: mapping.settings.onFailureDestination ?? null,
      discarded: mapping.discarded ?? null,
    })),
    /** Those that a mapping has. */
    settingsNotActedOn: all.some(({ settings }) => settings.kmsKeyArn) ? [NOT_ACTED_ON] : [],
  };
}
