import { isNode, isSeq, LineCounter, parseDocument } from "yaml";
import { parseYaml } from "../parse-yaml";
import type { Path } from "../problem";
import type { Row } from "./row";

/**
 * The rows of a YAML file, which is a list; undefined if it is none.
 * @param file named in messages
 * @param path what names the file in the environment file
 * @throws EnvironmentError at the first mistake in the syntax
 */
export function yamlRows(text: string, file: string, path: Path): Row[] | undefined {
  const values = parseYaml(text, file);
  if (!Array.isArray(values)) return undefined;
  const numbers = lineNumbers(text);
  return values.map((value, place) => ({
    place: { path, line: { file, number: numbers[place] ?? 1 } },
    value,
  }));
}

/** The line on which each element starts. */
function lineNumbers(text: string): number[] {
  const lineCounter = new LineCounter();
  const { contents } = parseDocument(text, { merge: true, lineCounter });
  if (!isSeq(contents)) return [];
  return contents.items.map((item) =>
    isNode(item) && item.range ? lineCounter.linePos(item.range[0]).line : 1,
  );
}
