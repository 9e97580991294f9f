import { valueAt } from "../group";
import { error, type Path, type Problem } from "../problem";
import { plainMessage, schemaProblems } from "../schema-problems";
import { tenant as schema } from "../schemas/tenant";
import { readRows } from "./read-rows";
import { atRow, type PlacedTenant, type Row } from "./row";

/** The tenants of a source, and what is wrong with the others. */
export interface CheckedTenants {
  /** Sorted by their IDs, so that the order of the lines changes nothing. */
  readonly tenants: readonly PlacedTenant[];
  readonly problems: readonly Problem[];
}

/**
 * Reads and checks the tenants of a source, as far as they can be checked by themselves.
 * @param value that of `tenants`
 * @param path where it is in the environment file
 * @param directory the folder of the environment file
 * @throws EnvironmentError if a YAML file has a mistake in its syntax
 */
export function checkedTenants(value: unknown, path: Path, directory: string): CheckedTenants {
  const { rows, problems } = readRows(value, path, directory);
  const checked = rows.map(checkedRow);
  const tenants = checked.flatMap(({ tenant }) => tenant ?? []);
  const none = error(path, "names no tenant", "Add one, or remove the source and its mappings");
  const again = [
    repeated(rows, "tenant", "A tenant has one line: remove one of the two"),
    repeated(rows, "account", "A tenant has an account of its own: correct one of the two"),
  ];
  return {
    tenants: [...tenants].sort((a, b) => (a.tenant.tenant < b.tenant.tenant ? -1 : 1)),
    problems: [
      ...problems,
      ...(rows.length === 0 && problems.length === 0 ? [none] : []),
      // In the order of the lines.
      ...rows.flatMap((row, place) => [
        ...(checked[place]?.problems ?? []),
        ...again.flatMap((one) => one.get(row) ?? []),
      ]),
    ],
  };
}

function checkedRow({ place, value, problem: unreadable, reword }: Row): {
  tenant?: PlacedTenant;
  problems: Problem[];
} {
  if (unreadable) return { problems: [unreadable] };
  const {
    success,
    data,
    error: failed,
  } = schema.safeParse(value, { reportInput: true, error: plainMessage });
  if (success) return { tenant: { place, tenant: data }, problems: [] };
  const problems = schemaProblems(failed.issues).map((problem) => atRow(place, problem.path, problem));
  return { problems: reword ? problems.map(reword) : problems };
}

/** What a row has that another row before it has, too, whatever else is wrong with the two. */
function repeated(rows: readonly Row[], key: "tenant" | "account", remedy: string): Map<Row, Problem> {
  const first = new Map<string, Row>();
  const found = new Map<Row, Problem>();
  for (const row of rows) {
    const { success, data } = schema.shape[key].safeParse(valueAt(row.value, [key]));
    if (!success) continue;
    const other = first.get(data);
    if (!other) {
      first.set(data, row);
      continue;
    }
    const { line, path } = other.place;
    const where = line ? `line ${line.number}` : `tenants[${path.at(-1)}]`;
    found.set(row, atRow(row.place, [key], error([], `${data} is already in ${where}`, remedy)));
  }
  return found;
}
