import { type Draft, elementsOf, entriesOf, entryOf, type SourceDraft } from "../draft";
import { error, type Problem, warning } from "../problem";

/** Both sides must agree: a source lists its readers, a consumer its mappings. */
export function checkGrants(draft: Draft): Problem[] {
  return [...mappingsWithoutGrant(draft), ...grantsWithoutMapping(draft), ...repeatedReaders(draft)];
}

function mappingsWithoutGrant(draft: Draft): Problem[] {
  return entriesOf(draft.consumers).flatMap(([key, consumer]) =>
    elementsOf(consumer.mappings).flatMap(([place, mapping]) => {
      const source = entryOf(draft.sources, mapping.source);
      if (source === undefined || mayRead(source, key)) return [];
      return [
        error(
          ["consumers", key, "mappings", place, "source"],
          `sources.${mapping.source} does not let ${key} read its stream`,
          `Add \`- consumer: ${key}\` to sources.${mapping.source}.readers, or remove this mapping`,
        ),
      ];
    }),
  );
}

/** A malformed list, or a malformed reader in it, may be the grant; it has a problem of its own. */
function mayRead(source: SourceDraft, consumer: string): boolean {
  const { readers } = source;
  if (readers === undefined) return true;
  return readers.some((reader) => {
    if (reader === undefined) return true;
    return "consumer" in reader ? [consumer, undefined].includes(reader.consumer) : false;
  });
}

function grantsWithoutMapping(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, source]) =>
    elementsOf(source.readers).flatMap(([place, reader]) => {
      const mappings = entryOf(draft.consumers, reader.consumer)?.mappings;
      if (
        reader.consumer === undefined ||
        !mappings ||
        mappings.some((mapping) => !mapping?.source || mapping.source === key)
      )
        return [];
      return [
        warning(
          ["sources", key, "readers", place],
          `${reader.consumer} may read this stream, but has no mapping to it`,
          `Add a mapping to consumers.${reader.consumer}, or remove the reader`,
        ),
      ];
    }),
  );
}

function repeatedReaders(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, source]) => {
    const seen = new Set<string>();
    return elementsOf(source.readers).flatMap(([place, { consumer, role }]) => {
      const reader = consumer ?? role;
      if (reader === undefined) return [];
      if (!seen.has(reader)) {
        seen.add(reader);
        return [];
      }
      return [
        error(["sources", key, "readers", place], `${reader} is already a reader`, "Remove one of the two"),
      ];
    });
  });
}
