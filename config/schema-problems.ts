import { type core, z } from "zod";
import { explainEncryption } from "./explain-encryption";
import { isGroup } from "./group";
import { error, type Path, type Problem } from "./problem";
import { oneOf } from "./suggest";

/** What zod reports, including the offending value (`reportInput`). */
export type SchemaIssue = core.$ZodIssue;

/**
 * Messages for zod where a schema has none. They carry what only the schema knows: for an unknown key the valid
 * ones, for a missing value its description. Otherwise they are empty, which `schemaProblems` can tell.
 */
export function plainMessage({ code, inst, input }: core.$ZodRawIssue): string {
  if (code === "unrecognized_keys" && inst instanceof z.ZodObject) return Object.keys(inst.shape).join(",");
  if (input === undefined && inst instanceof z.ZodType) return (inst.description ?? "").replace(/\.$/, "");
  return "";
}

/** What is wrong with the shape of a file, in plain words: one problem per issue, and one per unknown key. */
export function schemaProblems(issues: readonly SchemaIssue[]): Problem[] {
  return issues.flatMap((issue) => {
    const inBranch = issuesInBranch(issue);
    if (inBranch) return schemaProblems(inBranch);
    const path = pathOf(issue);
    if (issue.code === "unrecognized_keys") return unknownKeys(path, issue.keys, issue.message.split(","));
    return explainEncryption(path, issue.input) ?? error(path, causeOf(issue), remedyOf(issue));
  });
}

/** What is wrong inside a group of keys where a plain value would do, too. */
function issuesInBranch(issue: SchemaIssue): SchemaIssue[] | undefined {
  if (issue.code !== "invalid_union" || issue.discriminator || !isGroup(issue.input)) return undefined;
  const branch = issue.errors.find((issues) =>
    issues.every(({ code, path }) => path.length > 0 || code === "unrecognized_keys"),
  );
  return branch?.map((inside) => ({ ...inside, path: [...issue.path, ...inside.path] }));
}

function pathOf(issue: SchemaIssue): Path {
  return issue.path.map((step) => (typeof step === "number" ? step : String(step)));
}

function unknownKeys(path: Path, keys: readonly string[], known: readonly string[]): Problem[] {
  return keys.map(
    (key) =>
      explainEncryption([...path, key], undefined) ??
      error([...path, key], "is not a key of the environment file", oneOf(key, known, "The valid keys are")),
  );
}

function causeOf(issue: SchemaIssue): string {
  if (isMissing(issue)) return "is missing";
  if (issue.input === null) return "is empty";
  if (issue.code === "invalid_key") return "is not a valid name here";
  return `${show(offendingValue(issue))} is not a valid value here`;
}

/** A union without a matching branch reports the whole object; the offending value is its discriminator. */
function offendingValue(issue: SchemaIssue): unknown {
  if (issue.code !== "invalid_union" || !issue.discriminator) return issue.input;
  return isGroup(issue.input) ? issue.input[issue.discriminator] : issue.input;
}

function isMissing(issue: SchemaIssue): boolean {
  return offendingValue(issue) === undefined;
}

function remedyOf(issue: SchemaIssue): string {
  const remedy = givenRemedy(issue) ?? genericRemedy(issue);
  return isMissing(issue) ? `Add it. ${remedy}` : remedy;
}

/** The remedy that the schema itself gives, if it does. */
function givenRemedy(issue: SchemaIssue): string | undefined {
  const message = issue.code === "invalid_key" ? issue.issues[0]?.message : issue.message;
  return message || undefined;
}

function genericRemedy(issue: SchemaIssue): string {
  if (issue.code === "invalid_value") return oneOf(String(issue.input), issue.values.map(String));
  if (issue.code === "invalid_union") return oneOf(String(offendingValue(issue)), optionsOf(issue));
  if (issue.code === "invalid_type") return remedyOfType(issue.expected, issue.input);
  return "See docs/configuration.md for what this key accepts";
}

/** zod reports the values of a discriminator, though its types do not say so. */
function optionsOf(issue: SchemaIssue): string[] {
  return "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

function remedyOfType(expected: string, input: unknown): string {
  if (expected === "string" && isBareScalar(input)) return `Put it in quotes: "${String(input)}"`;
  return `Use ${TYPES[expected] ?? expected}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  boolean: "true or false, without quotes",
  array: "a list",
  object: "keys and values, indented below",
  record: "names and values, indented below",
};

/** YAML reads `1234` and `true` as a number and a boolean, where a user may have meant text. */
function isBareScalar(input: unknown): boolean {
  return typeof input === "number" || typeof input === "boolean";
}

/** A value as it is shown in a message; long ones are cut. */
function show(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return "a list";
  if (isGroup(value)) return "a group of keys";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text;
}
