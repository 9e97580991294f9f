import { type Draft, elementsOf, entriesOf } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { oneOf } from "../suggest";

type Section = "accounts" | "sources" | "consumers";

/** Accounts, sources and consumers that are named somewhere must be defined. */
export function checkReferences(draft: Draft): Problem[] {
  return [
    ...entriesOf(draft.sources).flatMap(([key, source]) => [
      ...undefinedName(draft, "accounts", source.account, ["sources", key, "account"]),
      ...elementsOf(source.readers).flatMap(([place, reader]) =>
        undefinedName(draft, "consumers", reader.consumer, ["sources", key, "readers", place, "consumer"]),
      ),
    ]),
    ...entriesOf(draft.consumers).flatMap(([key, consumer]) => [
      ...undefinedName(draft, "accounts", consumer.account, ["consumers", key, "account"]),
      ...elementsOf(consumer.mappings).flatMap(([place, mapping]) =>
        undefinedName(draft, "sources", mapping.source, ["consumers", key, "mappings", place, "source"]),
      ),
    ]),
  ];
}

function undefinedName(draft: Draft, section: Section, name: string | undefined, path: Path): Problem[] {
  const entries = draft[section];
  if (name === undefined || entries === undefined || Object.hasOwn(entries, name)) return [];
  const known = Object.keys(entries);
  return [
    error(path, `\`${section}\` has no "${name}"`, oneOf(name, known, `Define it there, or give one of`)),
  ];
}
