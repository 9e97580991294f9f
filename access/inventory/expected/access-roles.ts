import type { AccessRoleConfig, Environment, SourceConfig } from "../../../config/schema";
import type { ExpectedStatement, Settings } from "../stack-inventory";
import { allow, trustedBy } from "./admitted";
import { roleSettings } from "./roles";
import type { ExpectedTable } from "./tables";
import { ref, terraformName } from "./text";

/** What access roles depend on besides their own settings. */
interface AccessRoleContext {
  readonly partition: string;
  /** The source's tables, by the keys that `allow` names. */
  readonly tables: ReadonlyMap<string, ExpectedTable>;
}

/** The access roles of a source: who may assume them, what they may do, and what is attached to them. */
export function accessRoleElements(
  environment: Environment,
  source: SourceConfig,
  { partition, tables }: AccessRoleContext,
): Record<string, Settings> {
  const elements = Object.entries(source.accessRoles).map(([key, role]) => {
    const name = `access_role_${terraformName(key)}`;
    const policy = allowed(role, tables);
    const id = ref(`aws_iam_role.${name}`, "id");
    return {
      [`aws_iam_role.${name}`]: {
        ...roleSettings(role),
        max_session_duration: role.maxSessionDuration,
        assume_role_policy: trust(environment, role),
      },
      ...(policy.length > 0 && {
        [`aws_iam_role_policy.${name}_policy`]: { name: "access", role: id, policy },
      }),
      ...attachments(name, role, partition),
    };
  });
  return Object.assign({}, ...elements);
}

function trust(environment: Environment, role: AccessRoleConfig): ExpectedStatement[] {
  const { externalId } = role;
  const Condition = externalId === undefined ? undefined : { StringEquals: { "sts:ExternalId": externalId } };
  return trustedBy(environment, role).map((one) =>
    allow(one, { Action: "sts:AssumeRole", ...(Condition && { Condition }) }),
  );
}

/** A statement for each table, one for their keys, one for what has no resources. */
function allowed(
  { allow: entries }: AccessRoleConfig,
  tables: ReadonlyMap<string, ExpectedTable>,
): ExpectedStatement[] {
  const named = [...new Set(entries.map(({ table }) => table))];
  const actionsOn = (key: string | undefined) =>
    unique(entries.filter(({ table }) => table === key).flatMap(({ actions }) => actions));
  const found = named.flatMap((key) => (key === undefined ? [] : (tables.get(key) ?? [])));
  const keyArns = unique(found.flatMap(({ keyArn }) => keyArn ?? []));
  const onTables = named.flatMap((key): ExpectedStatement[] => {
    const table = key === undefined ? undefined : tables.get(key);
    if (!table) return [];
    const Resource = ref(table.address, "arn");
    return [{ Effect: "Allow", Action: actionsOn(key), Resource }];
  });
  const onAccount = actionsOn(undefined);
  return [
    ...onTables,
    ...(keyArns.length > 0 ? [{ Effect: "Allow", Action: "kms:Decrypt", Resource: keyArns } as const] : []),
    ...(onAccount.length > 0 ? [{ Effect: "Allow", Action: onAccount, Resource: "*" } as const] : []),
  ];
}

/** A policy that is named twice is attached once; the attachment has the later name. */
function attachments(
  name: string,
  { managedPolicies }: AccessRoleConfig,
  partition: string,
): Record<string, Settings> {
  const byArn = new Map(
    managedPolicies.map((policy) => [
      policy.startsWith("arn:") ? policy : `arn:${partition}:iam::aws:policy/${policy}`,
      `${name}_managed_${terraformName(policy.replace(/[^\w-]+/g, "-"))}`,
    ]),
  );
  return Object.fromEntries(
    [...byArn].map(([policy_arn, id]) => [
      `aws_iam_role_policy_attachment.${id}`,
      { role: ref(`aws_iam_role.${name}`, "id"), policy_arn },
    ]),
  );
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
