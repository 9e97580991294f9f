import { type ConsumerDraft, type Draft, elementsOf, entriesOf, entryOf } from "../draft";
import { error, type Path, type Problem, warning } from "../problem";
import { repeated } from "./repeated";

/** Whether a usage meter can count what it is told to. */
export function checkUsageMeters(draft: Draft): Problem[] {
  return entriesOf(draft.consumers).flatMap(([key, consumer]) => {
    if (!consumer.usageMeter) return [];
    const path = ["consumers", key, "usageMeter"];
    return [
      ...unmappedSources(draft, path, key, consumer),
      ...repeatedNames(path, consumer),
      ...withoutImages(draft, path, consumer),
      ...acrossHours(path, consumer),
    ];
  });
}

/** The sources that a draft's meter counts, as far as they are well formed. */
export function meteredIn({ usageMeter, mappings }: ConsumerDraft): string[] {
  if (!usageMeter) return [];
  if (usageMeter.sources) return elementsOf(usageMeter.sources).map(([, source]) => source);
  return [...new Set(elementsOf(mappings).flatMap(([, { source }]) => source ?? []))];
}

function unmappedSources(
  { sources }: Draft,
  path: Path,
  key: string,
  { usageMeter, mappings }: ConsumerDraft,
): Problem[] {
  // A malformed mapping may be the one, and has a problem of its own.
  if (!mappings || mappings.some((mapping) => mapping?.source === undefined)) return [];
  const mapped = new Set(mappings.map((mapping) => mapping?.source));
  return elementsOf(usageMeter?.sources).flatMap(([place, source]) =>
    mapped.has(source) || entryOf(sources, source) === undefined
      ? []
      : [
          error(
            [...path, "sources", place],
            `${key} has no mapping to "${source}"`,
            `Add one to consumers.${key}.mappings, or remove the line`,
          ),
        ],
  );
}

const HOUR_SECONDS = 3_600;

/** Reports add up whole windows, which begin at multiples of their length since 1970. */
function acrossHours(path: Path, { usageMeter }: ConsumerDraft): Problem[] {
  const seconds = usageMeter?.windowSeconds;
  if (seconds === undefined || HOUR_SECONDS % seconds === 0) return [];
  const cause = `windows of ${seconds} seconds run across the ends of hours, days and months, and count in full for the one that they begin in`;
  return [
    warning([...path, "windowSeconds"], cause, "Use a number that divides 3600, such as 60, 300 or 900"),
  ];
}

function repeatedNames(path: Path, { usageMeter }: ConsumerDraft): Problem[] {
  const sources = elementsOf(usageMeter?.sources).map(([place, name]) => ({
    place: ["sources", place],
    name,
  }));
  const sums = elementsOf(usageMeter?.sums).flatMap(([place, { name }]) =>
    name === undefined ? [] : [{ place: ["sums", place, "name"], name }],
  );
  return [sources, sums].flatMap((names) =>
    repeated(names, ({ name }) => name).map(({ item }) =>
      error([...path, ...item.place], `"${item.name}" is already there`, "Remove one of the two"),
    ),
  );
}

/** A sum needs the items as they are after the change. */
function withoutImages({ sources }: Draft, path: Path, consumer: ConsumerDraft): Problem[] {
  if (!consumer.usageMeter?.sums?.length) return [];
  return meteredIn(consumer).flatMap((name) => {
    const viewType = entryOf(sources, name)?.streamViewType;
    if (viewType !== "KEYS_ONLY" && viewType !== "OLD_IMAGE") return [];
    return [
      error(
        [...path, "sums"],
        `the stream of ${name} has no new images (${viewType}), so there is nothing to add up`,
        `Set sources.${name}.streamViewType to NEW_AND_OLD_IMAGES, or leave ${name} out of \`sources\``,
      ),
    ];
  });
}
