import type { Alarm, DeployedId } from "./alarm";

/** What AWS chose when a consumer was deployed. */
export interface DeployedIds {
  /** UUIDs of the mappings, by source: the stack's output `mapping_uuids`. */
  readonly mappings: Readonly<Record<string, string>>;
  /** UUIDs of the usage meter's mappings, by source, if the consumer has one: the output `usage_mapping_uuids`. */
  readonly meterMappings?: Readonly<Record<string, string>> | undefined;
  /** ID of the reader API, if the consumer has one. */
  readonly readerApi?: string | undefined;
}

/** The dimensions of an alarm's metric by their names; undefined if something of it is not deployed. */
export function deployedDimensions(
  { metric }: Pick<Alarm, "metric">,
  deployed: DeployedIds,
): Record<string, string> | undefined {
  const entries: [string, string][] = [];
  for (const { name, value } of metric.dimensions) {
    const id = typeof value === "string" ? value : idOf(value, deployed);
    if (id === undefined) return undefined;
    entries.push([name, id]);
  }
  return Object.fromEntries(entries);
}

function idOf(
  what: DeployedId,
  { mappings, meterMappings = {}, readerApi }: DeployedIds,
): string | undefined {
  if (what.kind === "reader-api") return readerApi;
  const uuids = what.kind === "mapping" ? mappings : meterMappings;
  return Object.hasOwn(uuids, what.source) ? uuids[what.source] : undefined;
}
