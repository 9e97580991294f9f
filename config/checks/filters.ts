import { type ConsumerDraft, type Draft, elementsOf, entriesOf, entryOf, type MappingDraft } from "../draft";
import { FILTER_PATTERN_CHARACTERS, FILTERS_PER_MAPPING_DEFAULT_QUOTA } from "../limits";
import { error, type Path, type Problem, warning } from "../problem";
import { filterKeyProblems } from "./filter-keys";
import { checkPattern } from "./filter-pattern";

/** Filters of mappings. Terraform's plan checks none of this, and Lambda only answers "Invalid filter pattern definition." */
export function checkFilters(draft: Draft): Problem[] {
  return entriesOf(draft.consumers).flatMap(([key, consumer]: [string, ConsumerDraft]) =>
    elementsOf(consumer.mappings).flatMap(([place, mapping]) => {
      const path = ["consumers", key, "mappings", place, "filters"];
      return [...overQuota(path, mapping), ...patterns(path, mapping, draft)];
    }),
  );
}

function overQuota(path: Path, { filters }: MappingDraft): Problem[] {
  if (!filters || filters.length <= FILTERS_PER_MAPPING_DEFAULT_QUOTA) return [];
  return [
    warning(
      path,
      `${filters.length} filters are more than the ${FILTERS_PER_MAPPING_DEFAULT_QUOTA} that Lambda allows without a quota increase`,
      "Combine some of them ($or, or several values in a list), or request the increase first",
    ),
  ];
}

function patterns(path: Path, mapping: MappingDraft, draft: Draft): Problem[] {
  const source = entryOf(draft.sources, mapping.source);
  return elementsOf(mapping.filters).flatMap(([place, pattern]) => [
    ...checkPattern([...path, place], pattern),
    ...tooLong([...path, place], pattern),
    ...missingImages([...path, place], pattern, source?.streamViewType),
    ...filterKeyProblems([...path, place], pattern, source),
  ]);
}

function tooLong(path: Path, pattern: object): Problem[] {
  const { length } = JSON.stringify(pattern);
  if (length <= FILTER_PATTERN_CHARACTERS) return [];
  const cause = `the pattern has ${length} characters as JSON, and Lambda allows ${FILTER_PATTERN_CHARACTERS}`;
  return [error(path, cause, "Split it into several filters: a record needs to match only one")];
}

/** Records contain only the images that the stream's view type names; a filter on another one never matches. */
function missingImages(path: Path, pattern: object, viewType: string | undefined): Problem[] {
  if (viewType === undefined || !("dynamodb" in pattern)) return [];
  const { dynamodb } = pattern;
  if (typeof dynamodb !== "object" || dynamodb === null) return [];
  return Object.keys(dynamodb)
    .filter((image) => LACKING[viewType]?.includes(image))
    .map((image) =>
      warning(
        [...path, "dynamodb", image],
        `records of this stream contain no ${image}, because its view type is ${viewType}`,
        "Set the source's streamViewType to NEW_AND_OLD_IMAGES, or filter on Keys",
      ),
    );
}

const LACKING: Readonly<Record<string, readonly string[]>> = {
  KEYS_ONLY: ["NewImage", "OldImage"],
  NEW_IMAGE: ["OldImage"],
  OLD_IMAGE: ["NewImage"],
};
