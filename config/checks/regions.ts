import { type ConsumerDraft, type Draft, elementsOf, entriesOf, entryOf, type SourceDraft } from "../draft";
import { error, type Problem } from "../problem";

/** Lambda reads streams of its own region only (AWS Database Blog, 9 February 2026). */
export function checkRegions(draft: Draft): Problem[] {
  return entriesOf(draft.consumers).flatMap(([key, consumer]) =>
    elementsOf(consumer.mappings).flatMap(([place, mapping]) => {
      const source = entryOf(draft.sources, mapping.source);
      const here = source && draftRegion(consumer, draft);
      const there = source && draftRegion(source, draft);
      if (here === undefined || there === undefined || here === there) return [];
      return [
        error(
          ["consumers", key, "mappings", place, "source"],
          `the table is in ${there} but the function is in ${here}, and Lambda reads only streams of its own region`,
          `Set consumers.${key}.region to ${there}, or read sources.${mapping.source} from a consumer in that region`,
        ),
      ];
    }),
  );
}

/** The region of a part: its own, or else the environment's; undefined if that one is malformed. */
export function draftRegion(part: SourceDraft | ConsumerDraft, draft: Draft): string | undefined {
  return "region" in part ? part.region : draft.region;
}
