import { type ConsumerDraft, type Draft, elementsOf, entriesOf, type SourceDraft } from "../draft";
import { error, type Path, type Problem, warning } from "../problem";
import { SMOKE_ATTRIBUTE } from "../smoke-marker";

/** Levels at which the handler does not log that it handled the item of a smoke test. */
const QUIET_LEVELS: readonly (string | undefined)[] = ["WARN", "ERROR", "FATAL"];

type KeyAttribute = NonNullable<SourceDraft["partitionKey"]>;

/** Whether the item of a smoke test has the key of its table, and whether anybody can see that it was handled. */
export function checkSmokeTests(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, source]) => {
    if (source.smokeTest === undefined) return [];
    const path = ["sources", key, "smokeTest"];
    return [
      ...keyProblems([...path, "key"], source),
      ...markerProblems(path, source),
      ...quietReaders(path, draft, key),
    ];
  });
}

function keyProblems(path: Path, { smokeTest, partitionKey, sortKey }: SourceDraft): Problem[] {
  const values = smokeTest?.key;
  if (values === undefined || partitionKey?.name === undefined) return [];
  const attributes = [partitionKey, ...(sortKey ? [sortKey] : [])];
  const names = attributes.map(({ name }) => name);
  const unknown = Object.keys(values).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) =>
      error(
        [...path, name],
        "is not an attribute of the table's key",
        `Give a value for ${names.join(" and ")}, and nothing else`,
      ),
    ),
    ...attributes.flatMap((attribute) => valueProblems(path, attribute, values)),
  ];
}

function valueProblems(
  path: Path,
  { name, type }: KeyAttribute,
  values: Readonly<Record<string, string | number | undefined>>,
): Problem[] {
  if (name === undefined || type === undefined) return [];
  if (!Object.hasOwn(values, name)) {
    return [error(path, `has no value for ${name}`, "Add one: an item needs its whole key")];
  }
  const value = values[name];
  if (value === undefined || fits(type, value)) return [];
  return [error([...path, name], `is not a value of type ${type}`, REMEDIES[type])];
}

const REMEDIES: Readonly<Record<"S" | "N" | "B", string>> = {
  S: "Write it in quotes, so that it is a text",
  N: "Use a number",
  B: "Use Base64",
};

function fits(type: "S" | "N" | "B", value: string | number): boolean {
  if (type === "N") return typeof value === "number";
  if (type === "S") return typeof value === "string";
  return typeof value === "string" && Buffer.from(value, "base64").toString("base64") === value;
}

/** The handler recognizes the item by an attribute that is not part of the key. */
function markerProblems(path: Path, { partitionKey, sortKey, streamViewType }: SourceDraft): Problem[] {
  const problems: Problem[] = [];
  if ([partitionKey?.name, sortKey?.name].includes(SMOKE_ATTRIBUTE)) {
    const cause = `marks its item with the attribute ${SMOKE_ATTRIBUTE}, which is part of this table's key`;
    problems.push(error(path, cause, "Remove smokeTest: this table cannot be tested"));
  }
  if (streamViewType === "KEYS_ONLY") {
    const cause =
      "the stream carries nothing but keys (streamViewType), so no function can tell which test an item is from";
    problems.push(error(path, cause, "Remove smokeTest, or use another streamViewType"));
  }
  return problems;
}

function quietReaders(path: Path, draft: Draft, source: string): Problem[] {
  return entriesOf(draft.consumers)
    .filter(([, consumer]) => reads(consumer, source))
    .filter(([, consumer]) => QUIET_LEVELS.includes(consumer.function?.logLevel))
    .map(([name, consumer]) =>
      warning(
        path,
        `the function of ${name} logs only from ${consumer.function?.logLevel} on, so the test never learns that it handled the item`,
        `Set logLevel of ${name} to INFO, or remove smokeTest`,
      ),
    );
}

function reads({ mappings }: ConsumerDraft, source: string): boolean {
  return elementsOf(mappings).some(([, mapping]) => mapping.source === source && mapping.enabled !== false);
}
