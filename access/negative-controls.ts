import { partitionOf } from "../config/arns";
import type { Environment } from "../config/schema";
import type { Stack } from "../synthesized/stack-json";
import type { Resource } from "./access-model";
import { strangersAccount } from "./administrators";
import { letEverybodyIn, letIn } from "./let-in";

/**
 * Things that no consumer has any business with, and that only its role's own policy keeps it from: without them
 * a policy that became too wide would look the same as before. They need not exist.
 *
 * @param bucketName name of the consumer's failure bucket
 */
export function decoysFor(
  key: string,
  { accountId, region }: Stack,
  bucketName: string,
  environment: Environment,
): Resource[] {
  const prefix = `arn:${partitionOf(region)}`;
  const stranger = strangersAccount(environment);
  const others = { accountId: stranger, region };
  const own = { accountId, region };
  const everybody = [...Object.values(environment.accounts).map(({ id }) => id), stranger];
  return [
    {
      ...own,
      label: `another stream of ${key}'s account`,
      kind: "stream",
      arn: `${prefix}:dynamodb:${region}:${accountId}:table/Another/stream/2026-01-01T00:00:00.000`,
    },
    {
      ...own,
      label: `another table of ${key}'s account`,
      kind: "table",
      arn: `${prefix}:dynamodb:${region}:${accountId}:table/Another`,
    },
    {
      ...own,
      label: `another log group of ${key}'s account`,
      kind: "log group",
      arn: `${prefix}:logs:${region}:${accountId}:log-group:/aws/lambda/another`,
    },
    { ...own, label: `another bucket of ${key}'s account`, kind: "bucket", arn: `${prefix}:s3:::another` },
    {
      ...others,
      label: `a stranger's stream that lets ${key}'s account in`,
      kind: "stream",
      arn: `${prefix}:dynamodb:${region}:${stranger}:table/Another/stream/2026-01-01T00:00:00.000`,
      policy: letIn(prefix, "dynamodb:*", [accountId]),
      letsIn: [accountId],
    },
    {
      ...others,
      label: `a stranger's key that lets ${key}'s account in`,
      kind: "key",
      arn: `${prefix}:kms:${region}:${stranger}:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11`,
      policy: letIn(prefix, "kms:*", [accountId, stranger]),
      letsIn: [accountId],
    },
    {
      ...others,
      label: `${bucketName}, made anew by a stranger for everybody`,
      kind: "bucket",
      arn: `${prefix}:s3:::${bucketName}`,
      policy: letEverybodyIn("s3:*"),
      letsIn: everybody,
    },
    ...foreignRoles(key, prefix, { accountId: stranger, region }, accountId, environment),
  ];
}

/** Roles of a stranger's that would let the consumer in: only a switcher for any account may take the one of its name. */
function foreignRoles(
  key: string,
  prefix: string,
  stranger: Pick<Resource, "accountId" | "region">,
  consumerAccount: string,
  environment: Environment,
): Resource[] {
  const { readerApi, accountSwitcher } = environment.consumers[key] ?? {};
  if (!readerApi && !accountSwitcher) return [];
  return ["Another", ...(accountSwitcher ? [accountSwitcher.targetRole] : [])].map((name) => ({
    ...stranger,
    label: `a stranger's role ${name} that lets ${key}'s account in`,
    kind: "role",
    arn: `${prefix}:iam::${stranger.accountId}:role/${name}`,
    policy: letIn(prefix, "sts:AssumeRole", [consumerAccount, stranger.accountId]),
    letsIn: [consumerAccount],
  }));
}
