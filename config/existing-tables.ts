import { type Group, isGroup, valueAt } from "./group";
import { error, type Path, type Problem } from "./problem";
import { region as regionSchema } from "./schemas/common";
import { tableFields } from "./schemas/table";

/** What can be said of a table that is there already: the rest only a table that the stack makes can have. */
const STATEMENTS = ["tableName", "partitionKey", "sortKey", "encryption"];

/** Settings of a source that need a table made by the stack. */
const OF_MADE_TABLES = [
  ...Object.keys(tableFields).filter((key) => !STATEMENTS.includes(key)),
  "replaceStream",
];

/** ARN of a table, in its parts. */
const TABLE_ARN = /^arn:aws[\w-]*:dynamodb:([a-z0-9-]+):(\d{12}):table\/([^/]+)$/;

/** A file's content whose tables all have names, and what is wrong with those that are there already. */
export interface NamedTables {
  readonly content: unknown;
  readonly problems: readonly Problem[];
}

/**
 * Looks at the sources of a file before its defaults are filled in, which could not be told from settings afterwards:
 * refuses what a table that is there already (`existing: true`) cannot have, and puts the table's name in the place of
 * its ARN.
 * @param content of a file in which each tenant is a source
 */
export function nameExistingTables(content: unknown): NamedTables {
  const sources = valueAt(content, ["sources"]);
  if (!isGroup(content) || !isGroup(sources)) return { content, problems: [] };
  const named = Object.entries(sources).map(([key, source]) => nameTable(content, key, source));
  return {
    content: { ...content, sources: Object.fromEntries(named.map(({ key, source }) => [key, source])) },
    problems: named.flatMap(({ problems }) => problems),
  };
}

interface NamedSource {
  readonly key: string;
  readonly source: unknown;
  readonly problems: readonly Problem[];
}

function nameTable(content: Group, key: string, source: unknown): NamedSource {
  if (!isGroup(source)) return { key, source, problems: [] };
  const path = ["sources", key];
  const isExisting = source.existing === true;
  const refused = isExisting ? [...refusedSettings(path, source), ...keyWithoutArn(path, source)] : [];
  const [, region = "", account = "", name] = TABLE_ARN.exec(String(source.tableName)) ?? [];
  if (name === undefined) return { key, source, problems: refused };
  const wrong = isExisting
    ? elsewhere([...path, "tableName"], { region, account }, placeOf(content, source))
    : [notExisting(path)];
  return { key, source: { ...source, tableName: name }, problems: [...refused, ...wrong] };
}

function refusedSettings(path: Path, source: Group): Problem[] {
  return OF_MADE_TABLES.filter((setting) => Object.hasOwn(source, setting)).map((setting) =>
    error(
      [...path, setting],
      "is a setting of tables that the stack makes, but `existing` says that somebody else made this one",
      "Remove it, and leave the setting to the table's owner; or remove `existing`, and bring the table under the stack's care with `npm run adopt`",
    ),
  );
}

/** The stack makes no key for a table that is not its own. */
function keyWithoutArn(path: Path, { encryption }: Group): Problem[] {
  if (!isGroup(encryption) || encryption.type !== "customer-managed" || "keyArn" in encryption) return [];
  return [
    error(
      [...path, "encryption", "keyArn"],
      "is missing, and the stack makes no key for a table that it does not make",
      "Add the ARN of the key that encrypts the table: aws dynamodb describe-table shows it as KMSMasterKeyArn",
    ),
  ];
}

function notExisting(path: Path): Problem {
  return error(
    [...path, "tableName"],
    "is the ARN of a table, but the stack would make a new one",
    "Use a name, or set `existing: true` if the table is there and stays its owner's",
  );
}

interface Place {
  readonly region: unknown;
  readonly account: unknown;
}

/** Where the file says that the source is; what is malformed there has a problem of its own. */
function placeOf(content: Group, source: Group): Place {
  const region = source.region ?? content.region;
  return {
    region: regionSchema.safeParse(region).data,
    account: valueAt(content, ["accounts", String(source.account), "id"]),
  };
}

function elsewhere(path: Path, arn: Place, { region, account }: Place): Problem[] {
  return [
    ...differing(path, "account", arn.account, account),
    ...differing(path, "region", arn.region, region),
  ];
}

function differing(path: Path, what: string, inArn: unknown, stated: unknown): Problem[] {
  if (stated === undefined || inArn === stated) return [];
  return [
    error(
      path,
      `the ARN is of ${what} ${inArn}, but the source is in ${what} ${stated}`,
      `Correct one of the two, or use the table's name without its ARN`,
    ),
  ];
}
