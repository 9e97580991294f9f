import type { Denial, PolicyState } from "./model";

const DENIED = /^PROBLEM: (User: .+ is not authorized to perform: (\S+) on resource: .+)$/s;

/**
 * What a mapping's LastProcessingResult says about a denial, in AWS's words and in ours.
 * @param table name of the table whose stream is read
 * @returns undefined if the result is none
 */
export function denialOf(
  lastResult: string,
  table: string,
  policy: PolicyState | undefined,
): Denial | undefined {
  const [, aws, action] = DENIED.exec(lastResult) ?? [];
  if (aws === undefined || action === undefined) return undefined;
  return { aws, plain: `${reasonIn(aws, action, table, policy)} ${CONSEQUENCE}`, action };
}

/** Lambda Developer Guide: records stay in a stream for 24 hours. */
const CONSEQUENCE =
  "New records wait in the stream, for 24 hours at most; the mapping goes on where it stopped as soon as it may read.";

function reasonIn(aws: string, action: string, table: string, policy: PolicyState | undefined): string {
  if (aws.includes("explicit deny in a resource-based policy"))
    return `The policy on the source account's side forbids ${action} to the function's role.`;
  if (aws.includes("explicit deny"))
    return `A policy of the function's role, or its permissions boundary, forbids ${action}.`;
  if (aws.includes("no identity-based policy"))
    return `The consumer account does not allow it: no policy of the function's role allows ${action}.`;
  if (aws.includes("no permissions boundary"))
    return `The permissions boundary of the function's role does not allow ${action}.`;
  if (action.startsWith("kms:"))
    return `The key of ${table} does not let the function's role decrypt the stream.`;
  return missing(table, policy, action);
}

/** Across accounts, both sides must allow (IAM User Guide, cross-account policy evaluation). */
function missing(table: string, policy: PolicyState | undefined, action: string): string {
  const both = "The role's own policy allows it, but across accounts both sides must.";
  switch (policy) {
    case "revoked":
      return `The source account does not allow it: you revoked the policy on the stream of ${table} here. ${both}`;
    case "in place":
      return `The source account does not allow it: the policy on the stream of ${table} does not allow ${action} to the function's role. ${both}`;
    default:
      return `The source account does not allow it: the stream of ${table} has no policy. ${both}`;
  }
}
