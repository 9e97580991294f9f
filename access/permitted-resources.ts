import type { Resource } from "./access-model";
import { canBeSimulated, type ExpectedPermission, sampleArn } from "./expected-permissions";
import { policyForAccounts } from "./permissive-policies";

/**
 * What the file permits functions to use besides the resources of the stacks. Their policies are not in the stacks: in
 * the function's own account none is needed, and in another one the resource is judged as if it let the function's
 * account in, so that the function's side alone decides.
 * @param known the resources of the stacks
 */
export function permittedResources(
  permissions: readonly ExpectedPermission[],
  known: readonly Resource[],
): Resource[] {
  const modelled = new Set(known.map(({ arn }) => arn));
  const users = new Map<string, ExpectedPermission[]>();
  for (const permission of permissions.filter(canBeSimulated)) {
    const arn = sampleArn(permission.resource);
    if (!modelled.has(arn)) users.set(arn, [...(users.get(arn) ?? []), permission]);
  }
  return [...users].flatMap(([arn, [first, ...others]]) => describe(arn, first, others));
}

function describe(
  arn: string,
  first: ExpectedPermission | undefined,
  others: readonly ExpectedPermission[],
): Resource[] {
  if (first === undefined) return [];
  const [, partition = "", service = "", region = "", account = ""] = arn.split(":");
  // S3's ARNs, for one, have neither; `sample` stands for a wildcard.
  const accountId = /^\d{12}$/.test(account) ? account : first.accountId;
  const accounts = [...new Set([first, ...others].map((user) => user.accountId))];
  const foreign = accounts.filter((id) => id !== accountId);
  const common = {
    label: arn,
    kind: "permitted" as const,
    arn,
    accountId,
    region: region === "" || region === "sample" ? first.region : region,
  };
  const admitting = policyForAccounts(`arn:${partition}`, `${service}:*`, [accountId, ...foreign]);
  if (foreign.length > 0) {
    const label = `${arn}, if its own policy let account ${foreign.join(" and ")} in`;
    const hypothesis = "Its policy is not in the stacks: as if it let the functions' accounts in";
    return [{ ...common, label, policy: admitting, admittedAccounts: foreign, hypothesis }];
  }
  // A key without a policy that lets its own account in can be used by no role (KMS Developer Guide, key policies).
  return [service === "kms" ? { ...common, policy: admitting } : common];
}
