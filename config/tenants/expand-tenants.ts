import { type Group, isGroup, valueAt } from "../group";
import { error, type Path, type Problem } from "../problem";
import type { TenantOf } from "../schema";
import { plainMessage, schemaProblems } from "../schema-problems";
import { tenantAccounts } from "../schemas/tenant";
import { checkedTenants } from "./checked-tenants";
import { accountEntry, sourceEntry } from "./entries";
import { expandConsumers } from "./expand-consumers";
import { atRow, type PlacedTenant } from "./row";
import type { TenantGroup } from "./tenant-group";

/** A file's content with an ordinary source and an account for each tenant. */
export interface Expansion {
  readonly content: unknown;
  readonly groups: readonly TenantGroup[];
  /** What is wrong with the tenants themselves. */
  readonly problems: readonly Problem[];
  readonly tenants: Readonly<Record<string, TenantOf>>;
}

/**
 * Makes an ordinary source and an account of each tenant, both called `<source>-<tenant>`, and names them wherever the
 * file names the source. The names depend on nothing else in the file.
 * @param directory the folder of the file: names of files with tenants start there
 * @throws EnvironmentError if a YAML file with tenants has a mistake in its syntax
 */
export function expandTenants(content: unknown, directory: string): Expansion {
  const sources = valueAt(content, ["sources"]);
  const names = isGroup(sources) ? Object.keys(sources).filter((name) => hasTenants(sources[name])) : [];
  if (!isGroup(content) || !isGroup(sources) || names.length === 0) {
    return { content, groups: [], problems: [], tenants: {} };
  }
  const read = names.map((name) => readGroup(name, sources[name] as Group, directory));
  const { groups, problems } = withoutCollisions(
    read.map(({ group }) => group),
    content,
  );
  return {
    content: {
      ...content,
      accounts: { ...(isGroup(content.accounts) ? content.accounts : {}), ...accountsOf(groups) },
      sources: sourcesOf(sources, groups),
      consumers: expandConsumers(content.consumers, groups),
    },
    groups,
    problems: [...read.flatMap((one) => one.problems), ...problems],
    tenants: Object.fromEntries(
      groups.flatMap(({ name: source, members }) =>
        [...members].map(([key, { tenant }]) => [key, { source, tenant: tenant.tenant }]),
      ),
    ),
  };
}

function hasTenants(entry: unknown): boolean {
  return isGroup(entry) && Object.hasOwn(entry, "tenants");
}

/** With tenants that are all malformed, one that is made up lets the checks see the rest of the file. */
const STAND_IN = { tenant: "tenant", account: "000000000000" };

function readGroup(
  name: string,
  entry: Group,
  directory: string,
): { group: TenantGroup; problems: Problem[] } {
  const path = ["sources", name];
  const { tenants, problems } = checkedTenants(entry.tenants, [...path, "tenants"], directory);
  const placed = tenants.length > 0 ? tenants : [{ place: { path: [...path, "tenants"] }, tenant: STAND_IN }];
  const members = new Map(placed.map((one) => [`${name}-${one.tenant.tenant}`, one]));
  return {
    group: { name, entry, members },
    problems: [...ownedByTenants(path, entry), ...sharedProblems(path, entry), ...problems],
  };
}

/** Keys of which each tenant has its own. */
function ownedByTenants(path: Path, entry: Group): Problem[] {
  return ["account", "stack"]
    .filter((key) => Object.hasOwn(entry, key))
    .map((key) =>
      error([...path, key], "cannot be there together with `tenants`: each tenant has its own", "Remove it"),
    );
}

function sharedProblems(path: Path, entry: Group): Problem[] {
  const { success, error: failed } = tenantAccounts
    .optional()
    .safeParse(entry.tenantAccounts, { reportInput: true, error: plainMessage });
  if (success) return [];
  return schemaProblems(failed.issues).map((problem) => ({
    ...problem,
    path: [...path, "tenantAccounts", ...problem.path],
  }));
}

/** Drops the tenants whose name, or account, something else of the file has already, and reports them. */
function withoutCollisions(groups: readonly TenantGroup[], content: Group) {
  const taken = new Map<string, string>(
    ["accounts", "sources"].flatMap((part) =>
      Object.keys(isGroup(content[part]) ? (content[part] as Group) : {}).map((key) => [
        key,
        `${part}.${key}`,
      ]),
    ),
  );
  const owners = ownersOf(content.accounts);
  const problems: Problem[] = [];
  const kept = groups.map((group) => {
    const members = new Map<string, PlacedTenant>();
    for (const [key, placed] of group.members) {
      const { account } = placed.tenant;
      const owner = owners.get(account);
      if (owner) {
        const cause = `${account} is the account of ${owner}, which is no tenant`;
        problems.push(atRow(placed.place, ["account"], error([], cause, "Correct one of the two")));
      }
      const other = taken.get(key);
      if (other) {
        const cause = `would become ${key}, which is taken by ${other}`;
        problems.push(atRow(placed.place, ["tenant"], error([], cause, "Rename one of the two")));
      } else {
        members.set(key, placed);
        taken.set(key, `a tenant of sources.${group.name}`);
      }
    }
    return { ...group, members };
  });
  return { groups: kept, problems };
}

function ownersOf(accounts: unknown): Map<unknown, string> {
  if (!isGroup(accounts)) return new Map();
  return new Map(Object.keys(accounts).map((key) => [valueAt(accounts, [key, "id"]), `accounts.${key}`]));
}

function accountsOf(groups: readonly TenantGroup[]): Group {
  return Object.fromEntries(
    groups.flatMap(({ entry, members }) =>
      [...members].map(([key, { tenant }]) => [key, accountEntry(entry, tenant)]),
    ),
  );
}

/** The sources of the tenants stand where theirs stood. */
function sourcesOf(sources: Group, groups: readonly TenantGroup[]): Group {
  const byName = new Map(groups.map((group) => [group.name, group]));
  return Object.fromEntries(
    Object.entries(sources).flatMap(([name, source]): [string, unknown][] => {
      const group = byName.get(name);
      if (!group) return [[name, source]];
      return [...group.members].map(([key, { tenant }]) => [key, sourceEntry(group.entry, key, tenant)]);
    }),
  );
}
