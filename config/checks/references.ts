import { type ConsumerDraft, type Draft, elementsOf, entriesOf, entryOf, type SourceDraft } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { oneOf } from "../suggest";

/** Every account, source, table and consumer that the file refers to must be defined. */
export function checkReferences(draft: Draft): Problem[] {
  const { accounts, sources, consumers, pipeline } = draft;
  return [
    ...undefinedName("accounts", accounts, pipeline?.account, ["pipeline", "account"]),
    ...entriesOf(sources).flatMap(([key, source]) => ofSource(draft, key, source)),
    ...entriesOf(consumers).flatMap(([key, consumer]) => [
      ...undefinedName("accounts", accounts, consumer.account, ["consumers", key, "account"]),
      ...elementsOf(consumer.mappings).flatMap(([place, mapping]) =>
        undefinedName("sources", sources, mapping.source, ["consumers", key, "mappings", place, "source"]),
      ),
      ...elementsOf(consumer.usageMeter?.sources).flatMap(([place, source]) =>
        undefinedName("sources", sources, source, ["consumers", key, "usageMeter", "sources", place]),
      ),
      ...ofReader(draft, ["consumers", key, "readerApi"], consumer),
      ...ofSwitcher(draft, ["consumers", key, "accountSwitcher"], consumer),
    ]),
  ];
}

function ofSource({ accounts, consumers }: Draft, key: string, source: SourceDraft): Problem[] {
  const path = ["sources", key];
  return [
    ...undefinedName("accounts", accounts, source.account, [...path, "account"]),
    ...elementsOf(source.readers).flatMap(([place, reader]) =>
      undefinedName("consumers", consumers, reader.consumer, [...path, "readers", place, "consumer"]),
    ),
    ...entriesOf(source.accessRoles).flatMap(([name, role]) => [
      ...elementsOf(role.trusted).flatMap(([place, trusted]) =>
        undefinedName("consumers", consumers, trusted.consumer, [
          ...path,
          "accessRoles",
          name,
          "trusted",
          place,
          "consumer",
        ]),
      ),
      ...elementsOf(role.operators).flatMap(([place, operator]) =>
        undefinedName("consumers", consumers, operator, [...path, "accessRoles", name, "operators", place]),
      ),
      ...elementsOf(role.allow).flatMap(([place, allowed]) =>
        undefinedTable(key, source, allowed.table, [...path, "accessRoles", name, "allow", place, "table"]),
      ),
    ]),
  ];
}

function ofReader({ sources }: Draft, path: Path, { readerApi }: ConsumerDraft): Problem[] {
  if (!readerApi) return [];
  const key = readerApi.source;
  const source = entryOf(sources, key);
  return [
    ...undefinedName("sources", sources, key, [...path, "source"]),
    ...(source && key !== undefined
      ? [
          ...undefinedName(`sources.${key}.accessRoles`, source.accessRoles, readerApi.accessRole, [
            ...path,
            "accessRole",
          ]),
          ...undefinedTable(key, source, readerApi.table, [...path, "table"]),
        ]
      : []),
  ];
}

function ofSwitcher({ accounts }: Draft, path: Path, { accountSwitcher }: ConsumerDraft): Problem[] {
  const named = accountSwitcher?.accounts;
  if (named === undefined || typeof named === "string") return [];
  return elementsOf(named).flatMap(([place, account]) =>
    undefinedName("accounts", accounts, account, [...path, "accounts", place]),
  );
}

/** A source's own key stands for its streamed table. */
function undefinedTable(key: string, source: SourceDraft, name: string | undefined, path: Path): Problem[] {
  const { tables } = source;
  return undefinedName(`sources.${key}.tables`, tables && { ...tables, [key]: {} }, name, path);
}

function undefinedName(
  section: string,
  entries: object | undefined,
  name: string | undefined,
  path: Path,
): Problem[] {
  if (name === undefined || entries === undefined || Object.hasOwn(entries, name)) return [];
  const known = Object.keys(entries);
  return [
    error(path, `\`${section}\` has no "${name}"`, oneOf(name, known, `Define it there, or use one of`)),
  ];
}
