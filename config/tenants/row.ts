import type { z } from "zod";
import type { Path, Problem } from "../problem";
import type { tenant } from "../schemas/tenant";

/** A tenant as the schema returns it. */
export type Tenant = z.output<typeof tenant>;

/** Where a tenant is written down. */
export interface RowPlace {
  /** In the environment file: the element of the list, or what names the other file. */
  readonly path: Path;
  /** The other file, as messages name it, and the line there. Absent for a list in the environment file. */
  readonly line?: { readonly file: string; readonly number: number };
}

/** What stands in a list or a file for one tenant, not checked yet, or why it cannot be read. */
export interface Row {
  readonly place: RowPlace;
  readonly value?: unknown;
  readonly problem?: Problem;
  /** Says a problem of the schema in the words of the file. @default the schema's own */
  readonly reword?: (problem: Problem) => Problem;
}

/** A checked tenant and where it is written down. */
export interface PlacedTenant {
  readonly place: RowPlace;
  readonly tenant: Tenant;
}

/** A problem with a part of a row. @param inRow where in the row */
export function atRow({ path, line }: RowPlace, inRow: Path, problem: Problem): Problem {
  if (line === undefined) return { ...problem, path: [...path, ...inRow] };
  const key = inRow.length === 0 ? "" : ` (${inRow.join(".")})`;
  return { ...problem, path, place: `${line.file}, line ${line.number}${key}` };
}
