import { parseDocument, type YAMLError } from "yaml";
import type { UserProblem } from "../errors/user-problem";
import { EnvironmentError } from "./environment-error";

/**
 * The content of a YAML file.
 * @param file named in the error
 * @throws EnvironmentError with every syntax error, its line and column
 */
export function parseYaml(text: string, file: string): unknown {
  const problems: UserProblem[] = [];
  try {
    const document = parseDocument(text, { merge: true, stringKeys: true, logLevel: "error" });
    // Warnings are unknown tags such as CloudFormation's !Ref: their value would be text, silently.
    problems.push(...[...document.errors, ...document.warnings].map(describe));
    if (problems.length === 0) return walkable(document.toJS());
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    problems.push({ place: "the file", cause: reason, remedy: "Fix that anchor, alias or key" });
  }
  throw new EnvironmentError(problems, file);
}

function describe({ code, message, linePos }: YAMLError): UserProblem {
  const [start] = linePos ?? [];
  const place = start ? `line ${start.line}, column ${start.col}` : "the file";
  const [cause = message] = message.split(/ at line \d|:?\n/);
  return { place, cause, remedy: REMEDIES[code] ?? "Fix the YAML syntax there" };
}

const REMEDIES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "Remove one of the two, or rename it",
  MULTIPLE_DOCS: "Keep one environment per file",
  TAB_AS_INDENT: "Indent with spaces",
  TAG_RESOLVE_FAILED: "Remove the tag, or put the value in quotes",
};

/**
 * The same content, if it can be walked safely: an alias inside its own anchor would never end, and JavaScript
 * treats the key `__proto__` specially.
 */
function walkable(content: unknown): unknown {
  JSON.stringify(content, (key, value) => {
    if (key === "__proto__") throw new Error("`__proto__` cannot be a key");
    return value;
  });
  return content;
}
