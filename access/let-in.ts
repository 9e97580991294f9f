import type { NamedPolicy } from "./access-model";

/**
 * A policy that lets everybody of some accounts in.
 * @param prefix `arn:aws`, or that of another partition
 * @param actions such as `kms:*`
 */
export function letIn(prefix: string, actions: string, accountIds: readonly string[]): NamedPolicy {
  return policyFor(
    actions,
    accountIds.map((id) => `${prefix}:iam::${id}:root`),
  );
}

/** A policy that lets everybody of all accounts in. */
export function letEverybodyIn(actions: string): NamedPolicy {
  return policyFor(actions, "*");
}

function policyFor(actions: string, AWS: string | readonly string[]): NamedPolicy {
  // A trust policy knows no resource: it is the role's own.
  const on = actions.startsWith("sts:") ? {} : { Resource: "*" };
  const statement = { Sid: "LetsIn", Effect: "Allow", Principal: { AWS }, Action: actions, ...on };
  return { name: "its policy", document: { Version: "2012-10-17", Statement: [statement] } };
}
