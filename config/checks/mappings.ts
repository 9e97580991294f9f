import { type ConsumerDraft, type Draft, elementsOf, entriesOf, type MappingDraft } from "../draft";
import { READERS_PER_STREAM, STREAM_RETENTION_SECONDS } from "../limits";
import { error, type Path, type Problem, warning } from "../problem";
import { meteredIn } from "./usage-meters";

/** Whether mappings conflict with each other, and their settings with the stream. */
export function checkMappings(draft: Draft): Problem[] {
  return [
    ...entriesOf(draft.consumers).flatMap(([key, consumer]) => [
      ...repeatedSources(key, consumer),
      ...endlessRetries(key, consumer),
    ]),
    ...crowdedStreams(draft),
  ];
}

/** Lambda answers a second mapping of the same stream and function with ResourceConflictException. */
function repeatedSources(key: string, consumer: ConsumerDraft): Problem[] {
  const firstOf = new Map<string, number>();
  return elementsOf(consumer.mappings).flatMap(([place, { source }]) => {
    if (source === undefined) return [];
    const first = firstOf.get(source);
    if (first === undefined) {
      firstOf.set(source, place);
      return [];
    }
    return [
      error(
        ["consumers", key, "mappings", place, "source"],
        `mappings[${first}] already reads ${source}, and Lambda allows one mapping per stream and function`,
        "Combine the two (a record needs to match only one filter), or move the second to another consumer",
      ),
    ];
  });
}

/** Records of a batch that always fails are lost if they expire before Lambda gives up, and nothing else is read. */
function endlessRetries(key: string, consumer: ConsumerDraft): Problem[] {
  return elementsOf(consumer.mappings)
    .filter(([, mapping]) => retriesUntilExpiry(mapping))
    .map(([place]) =>
      warning(
        ["consumers", key, "mappings", place, "maximumRetryAttempts"],
        "a batch that always fails blocks its shard until its records expire, and never reaches the failure bucket",
        `Limit the retries, or set maximumRecordAgeInSeconds to less than ${STREAM_RETENTION_SECONDS} (24 hours)`,
      ),
    );
}

function retriesUntilExpiry({ maximumRetryAttempts, maximumRecordAgeInSeconds: age }: MappingDraft): boolean {
  if (maximumRetryAttempts !== -1 || age === undefined) return false;
  return age === -1 || age >= STREAM_RETENTION_SECONDS;
}

/** Counted over all consumers and other roles: each of them polls every shard separately. */
function crowdedStreams(draft: Draft): Problem[] {
  return [...readersBySource(draft)]
    .filter(([, readers]) => readers.length > READERS_PER_STREAM)
    .map(([source, readers]) => crowded(["sources", source], readers));
}

function readersBySource(draft: Draft): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const [source, reader] of [...pollingConsumers(draft), ...pollingRoles(draft)]) {
    readers.set(source, [...(readers.get(source) ?? []), reader]);
  }
  return readers;
}

type Polling = [source: string, reader: string];

function pollingConsumers({ consumers }: Draft): Polling[] {
  return entriesOf(consumers).flatMap(([key, consumer]) => [
    ...elementsOf(consumer.mappings).flatMap(([place, { source, enabled }]): Polling[] =>
      source === undefined || !enabled ? [] : [[source, `${key}.mappings[${place}]`]],
    ),
    ...meteredIn(consumer).map((source): Polling => [source, `${key}.usageMeter`]),
  ]);
}

function pollingRoles({ sources }: Draft): Polling[] {
  return entriesOf(sources).flatMap(([key, source]) =>
    elementsOf(source.readers).flatMap(([place, { role }]): Polling[] =>
      role === undefined ? [] : [[key, `sources.${key}.readers[${place}]`]],
    ),
  );
}

function crowded(path: Path, readers: readonly string[]): Problem {
  return warning(
    path,
    `${readers.length} readers poll this stream (${readers.join(", ")}), more than the ${READERS_PER_STREAM} that DynamoDB serves without throttling`,
    "Let one consumer read the stream and pass the changes on by EventBridge, give each tenant a table of its own, or use Kinesis Data Streams for DynamoDB, which this project does not set up (prices: docs/scale.md#fan-out)",
  );
}
