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
  return {
    tenants: [...tenants].sort((a, b) => (a.tenant.tenant < b.tenant.tenant ? -1 : 1)),
    problems: [
      ...problems,
      ...(rows.length === 0 && problems.length === 0 ? [none] : []),
      ...checked.flatMap((row) => row.problems),
      ...repeated(tenants, "tenant", "A tenant has one line: remove one of the two"),
      ...repeated(tenants, "account", "A tenant has an account of its own: correct one of the two"),
    ],
  };
}

function checkedRow({ place, value }: Row): { tenant?: PlacedTenant; problems: Problem[] } {
  const {
    success,
    data,
    error: failed,
  } = schema.safeParse(value, { reportInput: true, error: plainMessage });
  if (success) return { tenant: { place, tenant: data }, problems: [] };
  return { problems: schemaProblems(failed.issues).map((problem) => atRow(place, problem.path, problem)) };
}

function repeated(tenants: readonly PlacedTenant[], key: "tenant" | "account", remedy: string): Problem[] {
  const first = new Map<string, PlacedTenant>();
  return tenants.flatMap((placed) => {
    const value = placed.tenant[key];
    const other = first.get(value);
    if (!other) {
      first.set(value, placed);
      return [];
    }
    const { line, path } = other.place;
    const where = line ? `line ${line.number}` : `tenants[${path.at(-1)}]`;
    return [atRow(placed.place, [key], error([], `${value} is already in ${where}`, remedy))];
  });
}
