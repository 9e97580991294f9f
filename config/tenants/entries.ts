import { type Group, isGroup } from "../group";
import { tenantAccounts } from "../schemas/tenant";
import type { Tenant } from "./row";

/** Settings of a tenant's table that take precedence over those of the source. */
const OF_TABLE = ["tableName", "deletionProtection", "unprotectedBecause", "replaceStream"] as const;

/**
 * The entry of a tenant's source.
 * @param group the source with `tenants`
 * @param account the key of the tenant's account
 */
export function sourceEntry(group: Group, account: string, tenant: Tenant): Group {
  const { tenants: _tenants, tenantAccounts: _shared, account: _account, stack: _stack, ...settings } = group;
  const own = OF_TABLE.filter((key) => tenant[key] !== undefined).map((key) => [key, tenant[key]]);
  return { account, ...settings, ...Object.fromEntries(own) };
}

/** The entry of a tenant's account. @param group the source with `tenants` */
export function accountEntry(group: Group, { account, deployRole, externalId, tags }: Tenant): Group {
  const { data: shared = {} } = tenantAccounts.optional().safeParse(group.tenantAccounts);
  const role = withExternalId(deployRole === undefined ? shared.deployRole : deployRole, externalId);
  return {
    id: account,
    ...(role !== undefined && { deployRole: role }),
    tags: { ...shared.tags, ...tags },
  };
}

type DeployRole = Tenant["deployRole"];

/** Without a role there is nobody who could state the external ID. */
function withExternalId(role: DeployRole, externalId: string | undefined): unknown {
  if (externalId === undefined || role === null) return role;
  const group = isGroup(role) ? role : { name: role ?? DEFAULT_ROLE };
  return { ...group, externalId };
}

/** As in `schemas/account.ts`. */
const DEFAULT_ROLE = "OrganizationAccountAccessRole";
