import { parseDocument, type YAMLError } from "yaml";
import type { UserProblem } from "../errors/user-problem";
import { EnvironmentError } from "./environment-error";
import { yamlPlace } from "./yaml-place";

/**
 * The content of a YAML file.
 * @param file named in the error
 * @throws EnvironmentError with the first syntax error, its line, column and key: those after it mostly follow from it
 */
export function parseYaml(text: string, file: string): unknown {
  const problems: UserProblem[] = [];
  try {
    const document = parseDocument(text, { merge: true, stringKeys: true, logLevel: "error" });
    // Warnings are unknown tags such as CloudFormation's !Ref: their value would be text, silently.
    const [first] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
    if (!first) return walkable(document.toJS());
    problems.push(describe(first, text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    problems.push({ place: "the file", cause: reason, remedy: "Fix that anchor, alias or key" });
  }
  throw new EnvironmentError(problems, file);
}

function describe({ code, message, linePos }: YAMLError, text: string): UserProblem {
  const place = linePos ? yamlPlace(text, linePos[0]) : "the file";
  const [reason = message] = message.split(/ at line \d|:?\n/);
  return { place, cause: CAUSES[reason] ?? reason, remedy: REMEDIES[code] ?? "Fix the YAML syntax there" };
}

const WRONG_INDENTATION = "Two keys are in one line, or this line or the next has the wrong indentation";

/** Instead of the library's words where they do not tell what to look for. */
const CAUSES: Readonly<Record<string, string>> = {
  "All mapping items must start at the same column": "The indentation is not that of the keys around it",
  "Implicit keys need to be on a single line": WRONG_INDENTATION,
  "Nested mappings are not allowed in compact mappings": WRONG_INDENTATION,
};

const INDENTATION =
  "Compare the indentation with the lines above and below: keys of one group start in the same column";

const REMEDIES: Readonly<Record<string, string>> = {
  BAD_INDENT: INDENTATION,
  BLOCK_AS_IMPLICIT_KEY: INDENTATION,
  DUPLICATE_KEY: "Remove one of the two, or rename it",
  MISSING_CHAR: INDENTATION,
  MULTILINE_IMPLICIT_KEY: INDENTATION,
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
