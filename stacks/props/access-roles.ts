import { fromLoaded } from "../../config/loaded";
import type { AccessRoleConfig } from "../../config/schema";
import type { AccessRoleProps } from "../../constructs/access-role";
import type { Grantee } from "../../constructs/grantee";
import type { TableAccess } from "../../constructs/table-access";

/** A table that an access role may read. */
export interface ReadableTable {
  readonly arn: string;
  /** ARN of the customer-managed key that encrypts it; absent if AWS owns the key. */
  readonly keyArn?: string;
}

/** What an access role is made of besides its own settings. */
export interface AccessRoleContext {
  readonly region: string;
  /** The functions' roles that may assume it. */
  readonly trusted: readonly Grantee[];
  /** The source's tables, by the keys that `allow` names. */
  readonly tables: ReadonlyMap<string, ReadableTable>;
}

/** The props of an access role: what `allow` says of one table in several entries becomes one. */
export function accessRoleProps(
  config: AccessRoleConfig,
  { region, trusted, tables }: AccessRoleContext,
): AccessRoleProps {
  const { roleName, rolePath, permissionsBoundaryArn, managedPolicies, maxSessionDuration, externalId } =
    config;
  return {
    roleName,
    rolePath,
    permissionsBoundaryArn,
    region,
    trusted,
    tables: tableAccess(config, tables),
    accountActions: actionsOn(undefined, config),
    managedPolicies,
    maxSessionDuration,
    externalId,
  };
}

function tableAccess(
  config: AccessRoleConfig,
  tables: ReadonlyMap<string, ReadableTable>,
): readonly TableAccess[] {
  const keys = new Set(config.allow.flatMap(({ table }) => table ?? []));
  return [...keys].map((key) => {
    const { arn, keyArn } = fromLoaded(tables.get(key), `tables.${key}`);
    return { name: key, tableArn: arn, keyArn, actions: actionsOn(key, config) };
  });
}

function actionsOn(key: string | undefined, { allow }: AccessRoleConfig): string[] {
  return allow.filter(({ table }) => table === key).flatMap(({ actions }) => actions);
}
