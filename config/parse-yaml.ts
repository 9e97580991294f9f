import { type Document, isScalar, LineCounter, parseDocument, Scalar, visit, type YAMLError } from "yaml";
import type { UserProblem } from "../errors/user-problem";
import { duplicateKeys } from "./duplicate-keys";
import { EnvironmentError } from "./environment-error";
import { effortProblem } from "./yaml-effort";
import { yamlPlace } from "./yaml-place";

/**
 * The content of a YAML file.
 * @param file named in the error
 * @throws EnvironmentError with the first syntax error, its line, column and key: those after it mostly follow from it.
 *   Also if the text would take too long to parse
 */
export function parseYaml(text: string, file: string): unknown {
  const tooMuch = effortProblem(text);
  if (tooMuch) throw new EnvironmentError([tooMuch], file);
  const problems: UserProblem[] = [];
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, { ...OPTIONS, lineCounter: lines });
    const [first] = faultsOf(document).sort((a, b) => a.pos[0] - b.pos[0]);
    if (!first) return walkable(document.toJS());
    const place = yamlPlace(text, lines.linePos(startOf(first, document)));
    problems.push({ place, ...explained(first) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    problems.push({ place: "the file", cause: reason, remedy: "Fix that anchor, alias or key" });
  }
  throw new EnvironmentError(problems, file);
}

/** `duplicateKeys` looks for keys that are there twice. */
const OPTIONS = { merge: true, stringKeys: true, uniqueKeys: false, logLevel: "error" } as const;

/** An error of the library, or one in its form. */
type Fault = Pick<YAMLError, "message"> & { readonly code: string; readonly pos: readonly [number, number] };

/** Warnings are unknown tags such as CloudFormation's !Ref: their value would be text, silently. */
function faultsOf(document: Document): Fault[] {
  return [...document.errors, ...document.warnings, ...duplicateKeys(document)];
}

/** Where an error starts. The library places a missing quotation mark at the end of the text that it has swallowed. */
function startOf({ code, message, pos }: Fault, document: Document): number {
  if (code !== "MISSING_CHAR" || !message.startsWith("Missing closing")) return pos[0];
  let opening = pos[0];
  visit(document, (_, node) => {
    if (!isScalar(node) || !node.range) return;
    if (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) opening = node.range[0];
  });
  return opening;
}

function explained({ code, message }: Fault): Pick<UserProblem, "cause" | "remedy"> {
  const [reason = message] = message.split(/ at line \d|:?\n/);
  const remedy = REMEDIES[code] ?? (reason in INDENTED_WRONGLY ? INDENTATION : "Fix the YAML syntax there");
  return { cause: INDENTED_WRONGLY[reason] ?? reason, remedy };
}

/** What mostly comes of a wrong indentation, and what to say instead of the library's words. */
const INDENTED_WRONGLY: Readonly<Record<string, string>> = {
  "All mapping items must start at the same column": "The indentation is not that of the keys around it",
  "Implicit keys need to be on a single line":
    "A colon has no space after it, or this line or the next has the wrong indentation",
  "Implicit map keys need to be followed by map values": "There is no colon, or the indentation is wrong",
  "Nested mappings are not allowed in compact mappings":
    "Two keys are in one line, or this line or the next has the wrong indentation",
  "Sequence item without - indicator":
    "The hyphen of a list is missing, or the indentation is not that of the list",
};

const INDENTATION =
  "Compare the indentation with the lines above and below: keys of one group start in the same column";

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
