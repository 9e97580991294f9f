import { error, type Path, type Problem } from "../problem";
import { ID_REMEDY } from "../schemas/account";
import { tenant } from "../schemas/tenant";
import { oneOf } from "../suggest";
import { type CsvRecord, csvRecords } from "./csv-records";
import { atRow, type Row, type RowPlace } from "./row";

const TAG = "tag:";
/** A CSV file has a column for each tag instead of one for all. */
const COLUMNS = Object.keys(tenant.shape).filter((key) => key !== "tags");
const REQUIRED = ["tenant", "account"];
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };
const BOOLEAN_COLUMNS = ["enabled", "deletionProtection"];
/** What some spreadsheets write instead of commas. */
const OTHER_SEPARATORS: Readonly<Record<string, string>> = { ";": "semicolons", "\t": "tabs" };

/**
 * The rows of a CSV file. Its first line names the columns; an empty cell is a key that is left out.
 * @param file named in messages
 * @param path what names the file in the environment file
 */
export function csvRows(text: string, file: string, path: Path): Row[] {
  const placeOf = (number: number): RowPlace => ({ path, line: { file, number } });
  const wrong = (number: number, cause: string, remedy: string): Row => ({
    place: placeOf(number),
    problem: atRow(placeOf(number), [], error([], cause, remedy)),
  });
  const { records, mistakes } = csvRecords(text);
  const misquoted = mistakes.map(({ line, cause }) => wrong(line, cause, QUOTES));
  const [header, ...rest] = records;
  const start = header?.line ?? 1;
  // Without its first line, nothing says what the others mean.
  if (mistakes.some(({ line }) => line <= start)) return misquoted;

  const columns = header?.cells ?? [];
  const rows = columnsAreClear(columns) ? rest.map((record) => rowOf(record, columns, placeOf, wrong)) : [];
  return [
    ...headerProblems(columns).map(([cause, remedy]) => wrong(start, cause, remedy)),
    ...[...rows, ...misquoted].sort((a, b) => (a.place.line?.number ?? 0) - (b.place.line?.number ?? 0)),
  ];
}

const QUOTES =
  "Put the whole cell into double quotes, and write a quotation mark in it twice, or remove the quotation marks";

/** Whether rows can be checked: whatever else is wrong with the first line, it says which tenant has which account. */
function columnsAreClear(columns: readonly string[]): boolean {
  return REQUIRED.every((column) => columns.includes(column));
}

function rowOf(
  { cells, line }: CsvRecord,
  columns: readonly string[],
  placeOf: (line: number) => RowPlace,
  wrong: (line: number, cause: string, remedy: string) => Row,
): Row {
  if (cells.length === columns.length)
    return { place: placeOf(line), value: contentOf(columns, cells), reword };
  return wrong(
    line,
    `has ${cells.length} cells, and the first line names ${columns.length} columns`,
    "Add or remove commas, or put a value with a comma into double quotes",
  );
}

/** What is wrong with an account ID in a CSV file has nothing to do with YAML. */
function reword(problem: Problem): Problem {
  return { ...problem, remedy: problem.remedy.replace(ID_REMEDY, CSV_ID_REMEDY) };
}

const CSV_ID_REMEDY =
  "Use exactly 12 digits. In a spreadsheet, format the column as text: numbers lose leading zeros, and long ones their last digits";

function headerProblems(columns: readonly string[]): [cause: string, remedy: string][] {
  const [only = ""] = columns;
  if (columns.length === 0) return [["the file is empty", `Name the columns first: ${REQUIRED.join(",")}`]];
  const separator = Object.keys(OTHER_SEPARATORS).find((sign) => columns.length === 1 && only.includes(sign));
  if (separator !== undefined) {
    const cause = `the cells are separated by ${OTHER_SEPARATORS[separator]}`;
    return [
      [cause, "Separate them by commas; a spreadsheet program asks for the separator when it exports CSV"],
    ];
  }
  const unknown = columns.filter((column) => !isKnown(column));
  const repeated = columns.filter((column, place) => columns.indexOf(column) < place);
  const missing = REQUIRED.filter((column) => !columns.includes(column));
  return [
    ...unknown.map((column): [string, string] => [
      column === "" ? "a column has no name" : `there is no column "${column}"`,
      oneOf(column, [...COLUMNS, `${TAG}NAME`], "The columns are"),
    ]),
    ...repeated.map((column): [string, string] => [`the column "${column}" is there twice`, "Remove one"]),
    ...missing.map((column): [string, string] => [
      `the column "${column}" is missing`,
      "Add it: the first line names the columns",
    ]),
  ];
}

function isKnown(column: string): boolean {
  return COLUMNS.includes(column) || isTag(column);
}

function isTag(column: string): boolean {
  return column.startsWith(TAG) && column.length > TAG.length;
}

/** What a record says, as far as its columns are known. Of a column that is there twice, the first counts. */
function contentOf(columns: readonly string[], record: readonly string[]): object {
  const cells = columns
    .map((column, place): [string, string] => [column, record[place] ?? ""])
    .filter(([column, cell], place) => cell !== "" && isKnown(column) && columns.indexOf(column) === place);
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
