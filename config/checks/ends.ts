import { type Draft, namesIn } from "../draft";
import { error, type Problem } from "../problem";

/** A pipeline has two ends: at least one source and one consumer. */
export function checkEnds(draft: Draft): Problem[] {
  return [
    ...emptySection(draft.accounts, "accounts", "the account that owns the table and the one that reads it"),
    ...emptySection(draft.sources, "sources", "a table whose stream is to be read"),
    ...emptySection(draft.consumers, "consumers", "a function that reads the stream"),
  ];
}

function emptySection(section: object | undefined, name: string, what: string): Problem[] {
  if (namesIn(section)?.length !== 0) return [];
  return [error([name], "has no entries", `Add ${what}, or start from environments/minimal.yaml`)];
}
