import { type Draft, entriesOf } from "../draft";
import { type Problem, warning } from "../problem";

/** A decision is about one stream, and has no use once that stream is replaced. */
export function checkStreamReplacement(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, { replaceStream }]) =>
    replaceStream === undefined
      ? []
      : [
          warning(
            ["sources", key, "replaceStream"],
            "a new streamViewType may replace this stream, and records that have not been read by then are lost",
            "Stop the writers, let every consumer read the stream to its end, deploy, and then remove this line",
          ),
        ],
  );
}
