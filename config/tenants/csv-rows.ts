import { CsvError, parse } from "csv-parse/sync";
import { error, type Path, type Problem } from "../problem";
import { tenant } from "../schemas/tenant";
import { oneOf } from "../suggest";
import type { Row } from "./row";

/** What a CSV file holds. */
interface CsvRows {
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
}

const TAG = "tag:";
/** A CSV file has a column for each tag instead of one for all. */
const COLUMNS = Object.keys(tenant.shape).filter((key) => key !== "tags");
const REQUIRED = ["tenant", "account"];
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };
const BOOLEAN_COLUMNS = ["enabled", "deletionProtection"];

/** A line of the file: its cells, and its number. */
interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * The rows of a CSV file. Its first line names the columns; an empty cell is a key that is left out.
 * @param file named in messages
 * @param path what names the file in the environment file
 */
export function csvRows(text: string, file: string, path: Path): CsvRows {
  const at = (number: number, cause: string, remedy: string): Problem => ({
    ...error(path, cause, remedy),
    place: `${file}, line ${number}`,
  });
  try {
    const [header, ...lines] = linesOf(text);
    const columns = header?.record ?? [];
    const problems = headerProblems(columns).map(([cause, remedy]) =>
      at(header?.info.lines ?? 1, cause, remedy),
    );
    if (problems.length > 0) return { rows: [], problems };
    const wrong = lines.filter(({ record }) => record.length !== columns.length);
    return {
      rows: lines
        .filter(({ record }) => record.length === columns.length)
        .map(({ record, info }) => ({
          place: { path, line: { file, number: info.lines } },
          value: contentOf(columns, record),
        })),
      problems: wrong.map(({ record, info }) =>
        at(
          info.lines,
          `has ${record.length} cells, and the first line names ${columns.length} columns`,
          "Add or remove commas, or put a value with a comma into double quotes",
        ),
      ),
    };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = Number(cause.lines ?? 1);
    return { rows: [], problems: [at(line, "is no valid CSV", `Fix the quotation marks: ${cause.message}`)] };
  }
}

function linesOf(text: string): Line[] {
  return parse(text, {
    bom: true,
    info: true,
    trim: true,
    comment: "#",
    comment_no_infix: true,
    skip_empty_lines: true,
    relax_column_count: true,
  });
}

function headerProblems(columns: readonly string[]): [cause: string, remedy: string][] {
  if (columns.length === 0) return [["the file is empty", `Name the columns first: ${REQUIRED.join(",")}`]];
  const unknown = columns.filter((column) => !COLUMNS.includes(column) && !isTag(column));
  const repeated = columns.filter((column, place) => columns.indexOf(column) < place);
  const missing = REQUIRED.filter((column) => !columns.includes(column));
  return [
    ...unknown.map((column): [string, string] => [
      `there is no column "${column}"`,
      oneOf(column, [...COLUMNS, `${TAG}NAME`], "The columns are"),
    ]),
    ...repeated.map((column): [string, string] => [`the column "${column}" is there twice`, "Remove one"]),
    ...missing.map((column): [string, string] => [`the column "${column}" is missing`, "Add it"]),
  ];
}

function isTag(column: string): boolean {
  return column.startsWith(TAG) && column.length > TAG.length;
}

function contentOf(columns: readonly string[], record: readonly string[]): object {
  const cells = columns
    .map((column, place): [string, string] => [column, record[place] ?? ""])
    .filter(([, cell]) => cell !== "");
  const tags = cells
    .filter(([column]) => isTag(column))
    .map(([column, cell]) => [column.slice(TAG.length), cell]);
  return {
    ...Object.fromEntries(
      cells.filter(([column]) => !isTag(column)).map(([column, cell]) => [column, typed(column, cell)]),
    ),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags) }),
  };
}

/** A cell is text; what is no boolean where one is wanted stays text, and the schema reports it. */
function typed(column: string, cell: string): string | boolean {
  return BOOLEAN_COLUMNS.includes(column) ? (BOOLEANS[cell.toLowerCase()] ?? cell) : cell;
}
