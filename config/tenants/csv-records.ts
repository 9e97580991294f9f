import { CsvError, parse } from "csv-parse/sync";

/** The cells of one record, and the line on which it starts: a cell in quotation marks may go on over lines. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/** A record that cannot be read, and the line on which it starts. */
export interface CsvMistake {
  readonly line: number;
  readonly cause: string;
}

/** Reads a CSV text. After a record with wrong quotation marks it goes on with the line after the record's first one. */
export function csvRecords(text: string): { records: readonly CsvRecord[]; mistakes: readonly CsvMistake[] } {
  // The library counts a CRLF within quotation marks as two lines.
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n");
  const records: CsvRecord[] = [];
  const mistakes: CsvMistake[] = [];
  for (let done = 0; done < lines.length; ) {
    const { found, failed } = readOn(lines, done);
    records.push(...found);
    if (!failed) break;
    mistakes.push(failed);
    done = failed.line;
  }
  return { records, mistakes };
}

/** Reads up to the first mistake. @param done how many lines have been read before */
function readOn(lines: readonly string[], done: number): { found: CsvRecord[]; failed?: CsvMistake } {
  const found: CsvRecord[] = [];
  let read = done;
  try {
    parse(lines.slice(done).join("\n"), {
      ...OPTIONS,
      on_record: (cells: string[], { lines: end }) => {
        found.push({ cells, line: startAfter(lines, read) });
        read = done + end;
        return null;
      },
    });
    return { found };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      found,
      failed: { line: startAfter(lines, read), cause: CAUSES[error.code] ?? error.message },
    };
  }
}

const OPTIONS = {
  ...{ trim: true, comment: "#", comment_no_infix: true, skip_empty_lines: true },
  relax_column_count: true,
} as const;

const CAUSES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quotation mark is opened and never closed",
  INVALID_OPENING_QUOTE: "a quotation mark is in the middle of a cell",
  CSV_INVALID_CLOSING_QUOTE: "there is text behind a closing quotation mark",
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: "there is text behind a closing quotation mark",
};

/** The number of the line on which the next record starts, counted from 1. @param read how many lines came before */
function startAfter(lines: readonly string[], read: number): number {
  const skipped = lines.slice(read).findIndex((line) => !/^\s*(?:#|$)/.test(line));
  return read + Math.max(0, skipped) + 1;
}
