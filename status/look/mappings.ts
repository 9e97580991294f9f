import {
  type EventSourceMappingConfiguration,
  type LambdaClient,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import { mappingSettings } from "../../access/deployed/inventory/mapping-settings";
import { differencesBetween } from "../../access/inventory/compare/values";
import { terraformName } from "../../access/inventory/expected/text";
import { shown } from "../../access/inventory/finding";
import type { Settings, StackInventory } from "../../access/inventory/stack-inventory";
import type { AccountScope } from "../../accounts/account-session";
import type { ConsumerConfig } from "../../config/schema";
import { meteredSources } from "../../config/usage-meters";
import type { MappingPicture, SourcePicture, StreamReader } from "../picture";
import type { Reader } from "../reader";

/** A function that reads streams, and the sources of its mappings. */
export interface ReaderMappings {
  readonly reader: StreamReader;
  readonly functionName: string;
  readonly mappings: readonly { readonly source: string; readonly enabled: boolean }[];
}

/** Where the mappings of a function are, and what they are compared with. */
export interface MappingPlace extends ReaderMappings {
  readonly consumer: string;
  readonly scope: AccountScope;
  readonly inventory: Pick<StackInventory, "elements">;
  /** Name of the stack that holds an element of the inventory, by its address. */
  readonly stackOf: (address: string) => string;
  /** The sources of the environment. */
  readonly sources: Promise<readonly SourcePicture[]>;
  /** Lag of a mapping by its UUID, milliseconds. */
  readonly lagOf: Promise<(uuid: string) => number | undefined>;
}

/** Everything that a function reads: a page of a hundred mappings for each request. */
export async function allMappings(lambda: LambdaClient, FunctionName: string) {
  const found: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings({ client: lambda }, { FunctionName })) {
    found.push(...(page.EventSourceMappings ?? []));
  }
  return { found };
}

/** What reads streams in a consumer: the stream handler, and its usage meter if it has one, which is never paused. */
export function readersIn(config: ConsumerConfig): ReaderMappings[] {
  const { function: handler, mappings, usageMeter: meter } = config;
  const metered = meteredSources(config).map((source) => ({ source, enabled: true }));
  return [
    { reader: "stream-handler", functionName: handler.name, mappings },
    ...(meter
      ? [{ reader: "usage-meter" as const, functionName: meter.function.name, mappings: metered }]
      : []),
  ];
}

/** Mappings that were looked at, and the UUIDs of all others that the function has. */
export interface LookedAt {
  readonly mappings: readonly MappingPicture[];
  readonly others: readonly string[];
}

/** Looks at mappings of one function of a consumer. */
export async function lookAtMappings(place: MappingPlace, reader: Reader): Promise<LookedAt> {
  const { functionName: name, mappings, scope } = place;
  const [read, sources, lagOf] = await Promise.all([
    reader.read(scope, `the mappings of ${name}`, ({ lambda }) => allMappings(lambda, name)),
    place.sources,
    place.lagOf,
  ]);
  const pictures = mappings.map(({ source: key, enabled }): MappingPicture => {
    const address = addressOf(key, place.reader);
    const common = {
      ...{ consumer: place.consumer, reader: place.reader },
      ...{ source: key, stack: place.stackOf(address), functionName: name, enabled },
    };
    if (read.kind !== "there") return { ...common, look: read };
    const source = sources.find((one) => one.key === key);
    const mapping = mappingOf(read.found, source);
    if (!mapping) return { ...common, look: { kind: "absent" } };
    const expected = place.inventory.elements[address] ?? {};
    return { ...common, look: { kind: "there", ...detailsOf(mapping, expected), ...lag(lagOf, mapping) } };
  });
  const seen = pictures.map(({ look }) => (look.kind === "there" ? look.uuid : undefined));
  const all = read.kind === "there" ? read.found.flatMap(({ UUID = [] }) => UUID) : [];
  return { mappings: pictures, others: all.filter((uuid) => !seen.includes(uuid)) };
}

function lag(lagOf: (uuid: string) => number | undefined, { UUID = "" }: EventSourceMappingConfiguration) {
  const lagMs = lagOf(UUID);
  return lagMs === undefined ? {} : { lagMs };
}

/** The mapping that reads a table's stream, or else one that reads an older stream of it; tenants' tables are namesakes. */
function mappingOf(
  found: readonly EventSourceMappingConfiguration[],
  source: SourcePicture | undefined,
): EventSourceMappingConfiguration | undefined {
  const streamArn = source?.look.kind === "there" ? source.look.streamArn : undefined;
  const table = `:${source?.accountId}:table/${source?.tableName}/stream/`;
  return (
    found.find(({ EventSourceArn }) => EventSourceArn !== undefined && EventSourceArn === streamArn) ??
    found.find(({ EventSourceArn = "" }) => EventSourceArn.includes(table))
  );
}

/** Address of a mapping in its stack. */
function addressOf(source: string, reader: StreamReader): string {
  const kind = reader === "stream-handler" ? "mapping" : "meter_mapping";
  return `aws_lambda_event_source_mapping.${kind}_${terraformName(source)}`;
}

function detailsOf(mapping: EventSourceMappingConfiguration, expected: Settings) {
  const { UUID: uuid = "", State = "", LastProcessingResult = "", EventSourceArn = "" } = mapping;
  return {
    uuid,
    state: State,
    lastProcessingResult: LastProcessingResult,
    streamArn: EventSourceArn,
    differences: settingDifferences(expected, mappingSettings(mapping)),
  };
}

/** Its stream, its function and whether it is on are looked at on their own. */
const APART: readonly string[] = ["event_source_arn", "function_name", "enabled"];

function settingDifferences(expected: Settings, found: Settings): string[] {
  return Object.entries(found)
    .filter(([name]) => !APART.includes(name))
    .flatMap(([name, value]) =>
      differencesBetween(unescaped(expected[name]), value).map((one) => {
        const path = [name, one.path].filter(Boolean).join(one.path.startsWith("[") ? "" : ".");
        return `${path}: ${shown(one.found)} instead of ${shown(one.expected)}`;
      }),
    );
}

/** What the file implies is written for Terraform, which doubles signs that are meant literally. */
function unescaped(value: unknown): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value).replace(/([$%])\1(?=\{)/g, "$1"));
}
