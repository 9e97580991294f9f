import { error, type Path, type Problem, warning } from "../problem";
import { oneOf } from "../suggest";
import { checkRules, type LeafType } from "./filter-rule";

/**
 * The shape of a filter for DynamoDB records: it follows the record down to an attribute's type tag
 * (`{ dynamodb: { NewImage: { state: { S: [open] } } } }`) and ends in lists of rules.
 * Sources: Lambda Developer Guide, event filtering; DynamoDB Developer Guide, Streams and Lambda, filters.
 */
type Level = (path: Path, value: unknown) => Problem[];

const EVENT_NAMES = ["INSERT", "MODIFY", "REMOVE"];

/** Checks one filter pattern, given as the object that it is in the file. */
export function checkPattern(path: Path, pattern: unknown): Problem[] {
  return record(path, pattern);
}

const leaf =
  (type: LeafType): Level =>
  (path, value) =>
    checkRules(path, value, type);
const text = leaf("string");
const number = leaf("number");
const flag = leaf("boolean");

/** Lambda accepts a misspelt event name, and then matches nothing. */
const eventName: Level = (path, value) => [
  ...text(path, value),
  ...(Array.isArray(value) ? value : []).flatMap((name: unknown, place) =>
    typeof name !== "string" || EVENT_NAMES.includes(name)
      ? []
      : [warning([...path, place], `no record has the event name "${name}"`, oneOf(name, EVENT_NAMES))],
  ),
];

/** A level at which only the given keys make sense. */
function group(fields: Readonly<Record<string, Level>>, insteadOfList: string): Level {
  return function level(path, value) {
    return descend(path, value, level, insteadOfList, (key) =>
      Object.hasOwn(fields, key) ? fields[key] : oneOf(key, Object.keys(fields), "The valid keys are"),
    );
  };
}

/** The attributes of an item: any key. */
const attributes: Level = (path, value) =>
  descend(
    path,
    value,
    attributes,
    "Use the name of an attribute and its type tag, then the rules",
    () => attributeValue,
  );

const attributeValue: Level = group(
  {
    S: text,
    N: text,
    B: text,
    BOOL: flag,
    NULL: flag,
    SS: text,
    NS: text,
    BS: text,
    M: attributes,
    L: (path, value) => attributeValue(path, value),
  },
  'Put the attribute\'s type tag before the rules: { S: ["text"] }, { N: ["1"] }, { BOOL: [true] }',
);

const record: Level = group(
  {
    eventID: text,
    eventName,
    eventVersion: text,
    eventSource: text,
    eventSourceARN: text,
    awsRegion: text,
    userIdentity: group({ type: text, principalId: text }, "Use { type: [Service] } or principalId"),
    dynamodb: group(
      {
        ApproximateCreationDateTime: number,
        Keys: attributes,
        NewImage: attributes,
        OldImage: attributes,
        SequenceNumber: text,
        SizeBytes: number,
        StreamViewType: text,
      },
      "Use Keys, NewImage or OldImage, then the attribute and its type tag, then the rules",
    ),
  },
  "Use keys of a stream record, such as { eventName: [INSERT] }",
);

/**
 * Goes one level down.
 * @param same this level again, for the branches of `$or`
 * @param next the level below a key, or the remedy if the key makes no sense here
 */
function descend(
  path: Path,
  value: unknown,
  same: Level,
  insteadOfList: string,
  next: (key: string) => Level | string | undefined,
): Problem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [error(path, "a filter cannot end here", insteadOfList)];
  }
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length === 0) return [error(path, "is empty, which Lambda rejects", insteadOfList)];
  return entries.flatMap(([key, below]) => {
    if (key === "$or") return alternatives([...path, key], below, same);
    const level = next(key);
    if (typeof level === "function") return level([...path, key], below);
    return [
      error([...path, key], "no stream record has this key, so nothing would match", level ?? insteadOfList),
    ];
  });
}

function alternatives(path: Path, value: unknown, level: Level): Problem[] {
  if (!Array.isArray(value) || value.length < 2) {
    return [error(path, "$or needs a list of two or more patterns", "Use { $or: [{ … }, { … }] }")];
  }
  return value.flatMap((pattern: unknown, place) => level([...path, place], pattern));
}
