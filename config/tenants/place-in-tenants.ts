import { valueAt } from "../group";
import type { Path, Problem } from "../problem";
import { expandedMappings } from "./expand-consumers";
import type { Expansion } from "./expand-tenants";
import { atRow } from "./row";
import type { TenantGroup } from "./tenant-group";

/** A problem with its place in the file as it was read, and the name of the tenant's source that it is about. */
interface Located {
  readonly problem: Problem;
  readonly source?: string;
}

/**
 * The problems of a file whose tenants were expanded, at their places in the file as it was read. What holds for many
 * tenants is reported once.
 * @param content the file as it was read
 */
export function placeInTenants(
  problems: readonly Problem[],
  { groups }: Expansion,
  content: unknown,
): readonly Problem[] {
  if (groups.length === 0) return problems;
  const locate = locator(groups, content);
  const alike = new Map<string, { first: Problem; count: number }>();
  for (const { problem, source } of problems.map(locate)) {
    const key = JSON.stringify([problem.severity, problem.path, problem.place, said(problem, source)]);
    const known = alike.get(key);
    alike.set(key, { first: known?.first ?? problem, count: (known?.count ?? 0) + 1 });
  }
  return [...alike.values()].map(({ first, count }) =>
    count === 1 ? first : { ...first, cause: `${first.cause} (and the same for ${count - 1} more)` },
  );
}

/** What a problem says, without the name of the tenant's source. */
function said({ cause, remedy }: Problem, source: string | undefined): string {
  const text = `${cause}\n${remedy}`;
  return source === undefined ? text : text.replaceAll(source, "\0");
}

type Locate = (problem: Problem) => Located;

function locator(groups: readonly TenantGroup[], content: unknown): Locate {
  const byMember = new Map(groups.flatMap((group) => [...group.members.keys()].map((key) => [key, group])));
  const inMappings = mappingLocator(groups, content);
  return (problem) => {
    const [part, key, third] = problem.path;
    const group = byMember.get(String(key));
    if (group && part !== "consumers") {
      return { problem: inGroup(problem, group, String(key)), source: String(key) };
    }
    if (part !== "consumers") return { problem };
    return third === "mappings" ? inMappings(problem) : inAlarms(problem, byMember);
  };
}

/** Many mappings may come of one in the file. */
function mappingLocator(groups: readonly TenantGroup[], content: unknown): Locate {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const known = new Map<string, ReturnType<typeof expandedMappings>>();
  return (problem) => {
    const [, consumer, , index, ...rest] = problem.path;
    const path = ["consumers", String(consumer), "mappings"];
    const mappings = valueAt(content, path);
    const expanded =
      known.get(path.join(".")) ?? expandedMappings(Array.isArray(mappings) ? mappings : [], byName);
    known.set(path.join("."), expanded);
    const found = expanded[Number(index)];
    if (!found) return { problem };
    const source = String(valueAt(found.mapping, ["source"]));
    return { problem: { ...problem, path: [...path, found.place, ...rest] }, source };
  };
}

function inAlarms(problem: Problem, byMember: ReadonlyMap<string, TenantGroup>): Located {
  const source = String(problem.path.at(-1));
  const group = byMember.get(source);
  if (!group) return { problem };
  return { problem: { ...problem, path: [...problem.path.slice(0, -1), group.name] }, source };
}

/** Keys of an account, and those of a tenant that they come from. */
const OF_ACCOUNT: Readonly<Record<string, string>> = { id: "account" };

function inGroup(problem: Problem, { name, members, entry }: TenantGroup, member: string): Problem {
  const [part, , key, ...rest] = problem.path;
  const placed = members.get(member);
  if (!placed) return problem;
  if (key === undefined) return atRow(placed.place, ["tenant"], problem);
  const own = part === "accounts" ? (OF_ACCOUNT[String(key)] ?? String(key)) : String(key);
  if (Object.hasOwn(placed.tenant, own) && own !== "tags")
    return atRow(placed.place, [own, ...rest], problem);
  if (own === "tags" && isOwnTag(placed.tenant.tags, rest))
    return atRow(placed.place, [own, ...rest], problem);
  const path: Path = ["sources", name, ...(part === "accounts" ? ["tenantAccounts"] : []), key, ...rest];
  return Object.hasOwn(entry, "tenantAccounts") || part === "sources"
    ? { ...problem, path }
    : atRow(placed.place, [], problem);
}

function isOwnTag(tags: Readonly<Record<string, string>> | undefined, [name]: Path): boolean {
  return tags !== undefined && (name === undefined || Object.hasOwn(tags, String(name)));
}
