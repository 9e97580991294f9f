import { partitionOf } from "../config/arns";
import type { Environment } from "../config/schema";
import type { Stack } from "../synthesized/stack";
import type { Resource } from "./access-model";
import type { MadeUpNames } from "./made-up-names";
import { policyForAccounts, policyForEveryone } from "./permissive-policies";

/**
 * Resources that no consumer may use, and that only the policy of its own role keeps it from. Without them, a policy
 * that became too wide would change no cell. They need not exist.
 *
 * @param key the consumer's
 * @param bucketName name of the consumer's failure bucket
 * @param names what the made-up ones are called
 */
export function negativeControlsFor(
  key: string,
  { accountId, region }: Stack,
  bucketName: string,
  environment: Environment,
  names: MadeUpNames,
): Resource[] {
  const prefix = `arn:${partitionOf(region)}`;
  const { name, lowerCaseName, accountId: stranger } = names;
  const others = {
    accountId: stranger,
    region,
    hypothesis:
      "Made up, in an account that the file does not list, and open to the consumer's: only a role's own policies keep it away",
  };
  const own = {
    accountId,
    region,
    hypothesis:
      "Made up, in the consumer's own account: only a role's own policies keep it from such resources",
  };
  const everyAccount = [...Object.values(environment.accounts).map(({ id }) => id), stranger];
  return [
    {
      ...own,
      label: `another stream of ${key}'s account`,
      kind: "stream",
      arn: `${prefix}:dynamodb:${region}:${accountId}:table/${name}/stream/2026-01-01T00:00:00.000`,
    },
    {
      ...own,
      label: `another table of ${key}'s account`,
      kind: "table",
      arn: `${prefix}:dynamodb:${region}:${accountId}:table/${name}`,
    },
    {
      ...own,
      label: `another log group of ${key}'s account`,
      kind: "log group",
      arn: `${prefix}:logs:${region}:${accountId}:log-group:/aws/lambda/${lowerCaseName}`,
    },
    {
      ...own,
      label: `another bucket of ${key}'s account`,
      kind: "bucket",
      arn: `${prefix}:s3:::${lowerCaseName}`,
    },
    ...(environment.consumers[key]?.operatorRole
      ? [
          {
            ...own,
            label: `another function of ${key}'s account`,
            kind: "function" as const,
            arn: `${prefix}:lambda:${region}:${accountId}:function:${lowerCaseName}`,
          },
        ]
      : []),
    {
      ...others,
      label: `a stranger's stream that lets ${key}'s account in`,
      kind: "stream",
      arn: `${prefix}:dynamodb:${region}:${stranger}:table/${name}/stream/2026-01-01T00:00:00.000`,
      policy: policyForAccounts(prefix, "dynamodb:*", [accountId]),
      admittedAccounts: [accountId],
    },
    {
      ...others,
      label: `a stranger's key that lets ${key}'s account in`,
      kind: "key",
      arn: `${prefix}:kms:${region}:${stranger}:key/${names.keyId}`,
      policy: policyForAccounts(prefix, "kms:*", [accountId, stranger]),
      admittedAccounts: [accountId],
    },
    {
      ...others,
      label: `${bucketName}, created again by a stranger for everyone`,
      hypothesis:
        "As if the bucket were deleted and somebody else took its name: failed batches must not be written there",
      kind: "bucket",
      arn: `${prefix}:s3:::${bucketName}`,
      policy: policyForEveryone("s3:*"),
      admittedAccounts: everyAccount,
    },
    ...foreignRoles(key, prefix, others, accountId, environment, names),
  ];
}

/** A stranger's roles that let the consumer in: only an account switcher for any account may assume the one it is for. */
function foreignRoles(
  key: string,
  prefix: string,
  stranger: Pick<Resource, "accountId" | "region" | "hypothesis">,
  consumerAccount: string,
  environment: Environment,
  names: MadeUpNames,
): Resource[] {
  const { readerApi, accountSwitcher, operatorRole } = environment.consumers[key] ?? {};
  if (!readerApi && !accountSwitcher && !operatorRole) return [];
  const madeUp = { name: names.name, called: "Another" };
  const targets = accountSwitcher ? [accountSwitcher.targetRole] : [];
  return [madeUp, ...targets.map((name) => ({ name, called: name }))].map(({ name, called }) => ({
    ...stranger,
    label: `a stranger's role ${called} that lets ${key}'s account in`,
    kind: "role",
    arn: `${prefix}:iam::${stranger.accountId}:role/${name}`,
    policy: policyForAccounts(prefix, "sts:AssumeRole", [consumerAccount, stranger.accountId]),
    admittedAccounts: [consumerAccount],
  }));
}
