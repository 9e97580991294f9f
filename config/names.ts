import type { Environment } from "./schema";

/** Which of the two ends of a pipeline a stack is. */
export type StackKind = "source" | "consumer";

/** Names of the stacks of an environment, by the keys of the file. */
export interface StackNames {
  readonly sources: Readonly<Record<string, string>>;
  readonly consumers: Readonly<Record<string, string>>;
}

/** What may name a region of its own: a source or a consumer. */
interface Regional {
  readonly region?: string | undefined;
}

/** The region of a source or a consumer: its own, or else the environment's. */
export function regionOf(part: Regional, environment: Pick<Environment, "region">): string {
  return part.region ?? environment.region;
}

/** The AWS partition that a region belongs to, as it stands in ARNs: `aws`, `aws-cn` or `aws-us-gov`. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/**
 * ARN of a role, known before the role exists.
 * @param accountId 12 digits
 * @param roleName name, with its path if it has one (`path/name`)
 * @param region decides the partition; the commercial one if absent
 */
export function roleArn(accountId: string, roleName: string, region = ""): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:role/${roleName}`;
}

/** Name of a consumer's role with its path, as it stands in the role's ARN: `team/reader`. */
export function qualifiedRoleName(consumer: {
  readonly rolePath: string;
  readonly roleName: string;
}): string {
  return `${consumer.rolePath.slice(1)}${consumer.roleName}`;
}

/** Name of the stack of one source or consumer: the plain kind if it is the only one, `<kind>-<key>` otherwise. */
export function stackName(kind: StackKind, key: string, keys: readonly string[]): string {
  return keys.length === 1 ? kind : `${kind}-${key}`;
}

/** Names of all stacks of an environment. */
export function stackNames(environment: {
  readonly sources: Readonly<Record<string, unknown>>;
  readonly consumers: Readonly<Record<string, unknown>>;
}): StackNames {
  return {
    sources: namesOf("source", Object.keys(environment.sources)),
    consumers: namesOf("consumer", Object.keys(environment.consumers)),
  };
}

function namesOf(kind: StackKind, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, stackName(kind, key, keys)]));
}

/**
 * Name of a consumer's failure bucket when the file gives none. Account and region are part of it because
 * bucket names are unique across all of AWS; lower case because S3 takes no capitals.
 */
export function defaultFailureBucketName(functionName: string, accountId: string, region: string): string {
  return `${functionName.toLowerCase()}-failures-${accountId}-${region}`;
}

/** Name of the bucket that keeps the batches a consumer could not handle. */
export function failureBucketName(
  consumer: Environment["consumers"][string],
  environment: Environment,
): string {
  if (consumer.failureBucketName !== undefined) return consumer.failureBucketName;
  const { id } = accountOf(consumer, environment);
  return defaultFailureBucketName(consumer.function.name, id, regionOf(consumer, environment));
}

/**
 * The account of a source or a consumer.
 * @throws Error if the environment has no such account, which `loadEnvironment` rules out
 */
export function accountOf(
  part: { readonly account: string },
  environment: Environment,
): Environment["accounts"][string] {
  const account = environment.accounts[part.account];
  if (account) return account;
  throw new Error(`accounts.${part.account} is not defined: take environments from loadEnvironment only`);
}
