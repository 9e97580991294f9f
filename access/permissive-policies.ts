import type { NamedPolicy } from "./access-model";

/**
 * A policy that lets everyone of some accounts in.
 * @param prefix `arn:aws`, or that of another partition
 * @param actions such as `kms:*`
 */
export function policyForAccounts(
  prefix: string,
  actions: string,
  accountIds: readonly string[],
): NamedPolicy {
  return policyFor(
    actions,
    accountIds.map((id) => `${prefix}:iam::${id}:root`),
  );
}

/** A policy that lets everyone of all accounts in. */
export function policyForEveryone(actions: string): NamedPolicy {
  return policyFor(actions, "*");
}

function policyFor(actions: string, AWS: string | readonly string[]): NamedPolicy {
  // A trust policy has no resource: it is the role's own.
  const on = actions.startsWith("sts:") ? {} : { Resource: "*" };
  const statement = { Sid: "LetsIn", Effect: "Allow", Principal: { AWS }, Action: actions, ...on };
  return { name: "its policy", document: { Version: "2012-10-17", Statement: [statement] } };
}
