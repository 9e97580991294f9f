import { accountOf } from "../config/placement";
import type { Environment } from "../config/schema";
import { listOf, statementsOf } from "../synthesized/statements";
import type { AccessModel, Principal } from "./access-model";

/** Tenants of each kind that are judged: the second shows that none may touch what is the other's. */
const JUDGED = 2;

/** A tenant of a source. */
interface Tenant {
  /** Key of its source, and of its account. */
  readonly key: string;
  readonly accountId: string;
  /** Key of the source in the file. */
  readonly group: string;
}

/**
 * The model without the tenants that differ from two others of their source in names and account IDs only: what holds
 * for those two holds for them. A tenant differs if anything in its account does, or what a role is granted there.
 */
export function withoutAlikeTenants(environment: Environment, model: AccessModel): AccessModel {
  const tenants = tenantsOf(environment);
  if (tenants.length <= JUDGED || isOpen(model, tenants)) return model;
  const describe = descriptions(model);
  const alike = new Map<string, Tenant[]>();
  for (const tenant of tenants) {
    const description = describe(tenant);
    alike.set(description, [...(alike.get(description) ?? []), tenant]);
  }
  const groups = [...alike.values()].filter(({ length }) => length > JUDGED);
  const dropped = groups.flatMap((group) => group.slice(JUDGED));
  const sources = new Set(dropped.map(({ key }) => key));
  const accounts = new Set(dropped.map(({ accountId }) => accountId));
  const isKept = ({ source, accountId = "" }: { readonly source?: string; readonly accountId?: string }) =>
    !(source !== undefined && sources.has(source)) && !accounts.has(accountId);
  return {
    ...model,
    principals: model.principals.filter(isKept),
    resources: model.resources.filter(isKept),
    notes: [...model.notes, ...groups.map(noteOf)],
  };
}

function noteOf(group: readonly Tenant[]): string {
  const names = group.slice(0, JUDGED).map(({ key }) => key);
  return `${group.length - JUDGED} tenants of ${group[0]?.group} one by one: they differ from ${names.join(" and ")} in names and account IDs only`;
}

/** Sources that share an account are judged one by one: what one of them is granted says nothing of the other. */
function tenantsOf(environment: Environment): Tenant[] {
  const inAccount = new Map<string, number>();
  for (const source of Object.values(environment.sources)) {
    const { id } = accountOf(source, environment);
    inAccount.set(id, (inAccount.get(id) ?? 0) + 1);
  }
  return Object.entries(environment.tenants ?? {}).flatMap(([key, { source: group }]) => {
    const source = environment.sources[key];
    const accountId = source && accountOf(source, environment).id;
    return accountId !== undefined && inAccount.get(accountId) === 1 ? [{ key, accountId, group }] : [];
  });
}

/** What the model says of a tenant, with placeholders for its names. */
function descriptions({ principals, resources }: AccessModel): (tenant: Tenant) => string {
  const parts = new Map<string, string[]>();
  const add = (account: string | undefined, part: unknown) => {
    if (account !== undefined) parts.set(account, [...(parts.get(account) ?? []), JSON.stringify(part)]);
  };
  for (const one of [...principals, ...resources]) add(one.accountId, one);
  for (const principal of principals) {
    for (const { account, grant } of grantsIn(principal)) add(account, grant);
  }
  const keyIds = keyIdsOf(resources);
  return ({ key, accountId, group }) => {
    const names = [[accountId, "account"], [key, "tenant"], ...(keyIds.get(accountId) ?? [])] as const;
    return names.reduce(
      (text, [name, placeholder]) => text.replaceAll(name, `<${placeholder}>`),
      JSON.stringify([group, ...(parts.get(accountId) ?? [])]),
    );
  };
}

/** IDs of the keys of each account, with a placeholder each. AWS makes these IDs up: no two keys share one. */
function keyIdsOf(resources: AccessModel["resources"]): Map<string, [id: string, placeholder: string][]> {
  const ids = new Map<string, [string, string][]>();
  for (const { kind, accountId, arn } of resources) {
    const id = arn.split("/").at(-1);
    if (kind !== "key" || accountId === undefined || !id) continue;
    const known = ids.get(accountId) ?? [];
    ids.set(accountId, [...known, [id, `key ${known.length + 1}`]]);
  }
  return ids;
}

/** What a role's policies say of one account, without what the same statements say of others. */
function grantsIn({ label, policies }: Principal): { account: string; grant: unknown }[] {
  return policies.flatMap(({ document }) =>
    statementsOf(document).flatMap(({ Resource, ...statement }) =>
      listOf(Resource).flatMap((resource) => {
        const account = resource.split(":")[4] ?? "";
        return /^\d{12}$/.test(account) ? [{ account, grant: { label, ...statement, resource } }] : [];
      }),
    ),
  );
}

/** Whether statements single out tenants in ways that are not compared: then every tenant is judged. */
function isOpen({ principals }: AccessModel, tenants: readonly Tenant[]): boolean {
  const ids = new Set(tenants.map(({ accountId }) => accountId));
  return principals.some(({ policies }) =>
    policies.some(({ document }) =>
      statementsOf(document).some(({ Condition, Resource, NotResource }) => {
        const accounts = listOf(Resource).map((resource) => resource.split(":")[4] ?? "");
        const named = JSON.stringify(Condition ?? {}).match(/\d{12}/g) ?? [];
        return (
          NotResource !== undefined ||
          accounts.some((account) => /[*?]/.test(account) && account !== "*") ||
          named.some((id) => ids.has(id))
        );
      }),
    ),
  );
}
