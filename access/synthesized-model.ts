import { type FunctionPart, functionsOf, functionsOfConsumer } from "../config/functions";
import { accountOf } from "../config/placement";
import type { Environment } from "../config/schema";
import { policiesOf, type SynthesizedPolicy } from "../synthesized/policies";
import { unresolvedIn } from "../synthesized/references";
import { resourcesOf, type Stack } from "../synthesized/stack-json";
import { AccessError } from "./access-error";
import type { Estate, Resource } from "./access-model";
import { administrators, LAMBDA } from "./administrators";
import { decoysFor } from "./negative-controls";
import { type StackKey, stackKeys } from "./stack-keys";
import { RESOURCES } from "./synthesized-resources";
import { DEPLOYED_JUDGES, synthesizedRoles } from "./synthesized-roles";

/**
 * Everybody and everything of the synthesized stacks.
 * @throws AccessError if a policy holds an expression that no sample resolves: it cannot be judged, and an
 * expression in a resource would match anything
 */
export function synthesizedEstate(environment: Environment, stacks: readonly Stack[]): Estate {
  const policies = policiesOf(stacks);
  assertResolved(policies);
  const keys = stackKeys(environment);
  const { roles, principals, notes } = synthesizedRoles(stacks, policies, environment);
  const resources = RESOURCES.flatMap(({ type, describe }) =>
    resourcesOf(stacks, type).flatMap((placed) => {
      const { name, accountId, region } = placed.stack;
      const common = { ...keys.get(name), accountId, region };
      return describe(placed, policies, stacks).map((resource): Resource => ({ ...common, ...resource }));
    }),
  );
  const owned = resources.map((resource) => ({ ...resource, ...partOf(resource, environment) }));
  const onlyDeployed = givenKeys(stacks, keys);
  const decoys = decoysOf(environment, stacks, keys);
  return {
    principals: [...principals, ...administrators(environment), LAMBDA],
    resources: distinct([...owned, ...roles, ...accounts(environment), ...decoys]),
    onlyDeployed,
    notes: [
      ...notes,
      ...onlyDeployed.map(({ label }) => `${label}: its policy is its owner's; ${DEPLOYED_JUDGES}`),
    ],
  };
}

/** Whose of the consumer's functions a log group or a bucket is; nobody's is an API's access log. */
function partOf({ kind, consumer, arn }: Resource, environment: Environment): { part?: FunctionPart } {
  if (kind === "bucket") return { part: "stream-handler" };
  if (kind !== "log group" || consumer === undefined) return {};
  const fn = functionsOfConsumer(environment, consumer).find(({ config }) =>
    arn.endsWith(`:log-group:/aws/lambda/${config.name}`),
  );
  return fn ? { part: fn.part } : {};
}

/** What there is besides resources, of every account where a role of the file may do it. */
function accounts(environment: Environment): Resource[] {
  const ids = new Set([
    ...Object.values(environment.sources)
      .filter(({ accessRoles }) => Object.keys(accessRoles).length > 0)
      .map((source) => accountOf(source, environment).id),
    ...functionsOf(environment)
      .filter(({ config }) => config.tracing)
      .map(({ accountId }) => accountId),
  ]);
  return [...ids].sort().map((accountId) => ({
    label: `account ${accountId}`,
    kind: "account",
    arn: "*",
    accountId,
    region: environment.region,
  }));
}

/** Two accounts may have things of the same name, tenants for one: those are told apart by their accounts. */
function distinct(resources: readonly Resource[]): Resource[] {
  const count = new Map<string, number>();
  for (const { label } of resources) count.set(label, (count.get(label) ?? 0) + 1);
  return resources.map((resource) =>
    count.get(resource.label) === 1
      ? resource
      : { ...resource, label: `${resource.label} (${resource.accountId})` },
  );
}

function decoysOf(
  environment: Environment,
  stacks: readonly Stack[],
  keys: ReadonlyMap<string, StackKey>,
): Resource[] {
  return stacks.flatMap((stack) => {
    const consumer = keys.get(stack.name)?.consumer;
    const [failures] = resourcesOf([stack], "aws_s3_bucket");
    if (consumer === undefined || failures === undefined) return [];
    return decoysFor(consumer, stack, String(failures.element.bucket), environment);
  });
}

/** Keys that the environment file names: the stacks do not hold their policies. */
function givenKeys(stacks: readonly Stack[], keys: ReadonlyMap<string, StackKey>): Resource[] {
  return resourcesOf(stacks, "aws_dynamodb_table").flatMap(({ stack, element }) => {
    const arn = /arn:[\w-]+:kms:[^"]+/.exec(JSON.stringify(element.server_side_encryption ?? null))?.[0];
    if (arn === undefined) return [];
    const [, , , region = "", accountId = ""] = arn.split(":");
    const tableName = String(element.name);
    return [{ ...keys.get(stack.name), label: `key ${arn}`, kind: "key", arn, accountId, region, tableName }];
  });
}

function assertResolved(policies: readonly SynthesizedPolicy[]): void {
  const problems = policies.flatMap(({ stack, address, text }) =>
    unresolvedIn(text).map((token) => ({
      place: `${stack.name} ${address}`,
      cause: `${token} has no sample`,
      remedy: "Add one to synthesized/samples.ts",
    })),
  );
  if (problems.length > 0)
    throw new AccessError(problems, "These policies cannot be judged before they are deployed:");
}
