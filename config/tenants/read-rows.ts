import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { TENANTS_FILE_EXTENSION } from "../environment-file";
import { error, type Path, type Problem } from "../problem";
import { csvRows } from "./csv-rows";
import type { Row } from "./row";
import { yamlRows } from "./yaml-rows";

/** What `tenants` names, as rows that are not checked yet. */
export interface ReadRows {
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
}

/**
 * The rows of `tenants`.
 * @param tenants its value: a list, or the name of a file
 * @param path where it is in the environment file
 * @param directory the folder of the environment file
 * @throws EnvironmentError if a YAML file has a mistake in its syntax
 */
export function readRows(tenants: unknown, path: Path, directory: string): ReadRows {
  if (Array.isArray(tenants)) {
    return {
      rows: tenants.map((value, place) => ({ place: { path: [...path, place] }, value })),
      problems: [],
    };
  }
  if (typeof tenants !== "string") return wrong(path, "is neither a list nor the name of a file", FORMS);
  const isYaml = tenants.endsWith(TENANTS_FILE_EXTENSION);
  if (isAbsolute(tenants) || !(isYaml || tenants.endsWith(".csv"))) {
    return wrong(path, `"${tenants}" is not the name of a file with tenants`, FORMS);
  }
  const bytes = bytesOf(join(directory, tenants));
  if (bytes === undefined) {
    return wrong(path, `the file ${tenants} cannot be read`, `Check its name and its permissions: ${FILE}`);
  }
  const text = textOf(bytes);
  if (text === undefined) return wrong(path, `the file ${tenants} is no text in UTF-8`, ENCODING);
  if (!isYaml) return { rows: csvRows(text, tenants, path), problems: [] };
  const rows = yamlRows(text, tenants, path);
  return rows ? { rows, problems: [] } : wrong(path, `${tenants} holds no list`, "Write a list of tenants");
}

const FILE = "it is looked for from the folder of the environment file";
const ENCODING = "Save it as UTF-8: a spreadsheet program calls that `CSV UTF-8`, or asks for the encoding";
const FORMS = `Use a list of tenants, or the name of a .csv or ${TENANTS_FILE_EXTENSION} file: ${FILE}`;

function wrong(path: Path, cause: string, remedy: string): ReadRows {
  return { rows: [], problems: [error(path, cause, remedy)] };
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Without a byte order mark; undefined if it is no UTF-8. */
function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
