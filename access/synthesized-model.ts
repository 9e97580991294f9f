import { partitionOf } from "../config/arns";
import { type FunctionPart, functionsOf, functionsOfConsumer } from "../config/functions";
import { operatorRoles } from "../config/operator-roles";
import { accountOf } from "../config/placement";
import type { Environment } from "../config/schema";
import { policiesOf } from "../synthesized/policies";
import { resourcesOf } from "../synthesized/resources";
import type { Stack } from "../synthesized/stack";
import type { AccessModel, Principal, Resource } from "./access-model";
import { administrators, LAMBDA } from "./administrators";
import { assertReadable } from "./assert-readable";
import { expectedPermissions } from "./expected-permissions";
import { givenKeys } from "./given-keys";
import { type MadeUpNames, madeUpNames } from "./made-up-names";
import { negativeControlsFor } from "./negative-controls";
import { permittedResources } from "./permitted-resources";
import { type StackKey, stackKeys } from "./stack-keys";
import { RESOURCES } from "./synthesized-resources";
import { DEPLOYED_JUDGES, synthesizedRoles } from "./synthesized-roles";

/**
 * The principals and resources of the synthesized stacks.
 * @param names of what is made up
 * @default names that the file and the stacks do not have
 * @throws AccessError if a policy holds an expression that no sample resolves
 */
export function synthesizedModel(
  environment: Environment,
  stacks: readonly Stack[],
  names: MadeUpNames = madeUpNames(environment, stacks),
): AccessModel {
  const policies = policiesOf(stacks);
  assertReadable(policies);
  const keys = stackKeys(environment);
  const { roles, principals, notes } = synthesizedRoles(stacks, policies, environment);
  const resources = RESOURCES.flatMap(({ type, describe }) =>
    resourcesOf(stacks, type).flatMap((resource) => {
      const { name, accountId, region } = resource.stack;
      const common = { ...keys.get(name), accountId, region };
      return describe(resource, policies, stacks).map((described): Resource => ({ ...common, ...described }));
    }),
  );
  const inOrganization = { ...(environment.organization && { organizationId: environment.organization }) };
  const owned = resources.map((resource) => ({
    ...resource,
    ...partOf(resource, environment),
    ...inOrganization,
  }));
  const onlyDeployed = givenKeys(stacks, keys);
  const controls = negativeControls(environment, stacks, keys, names);
  const known = [
    ...owned,
    ...operatedFunctions(environment),
    ...roles,
    ...accounts(environment),
    ...controls,
  ];
  const permitted = permittedResources(expectedPermissions(environment), known);
  return {
    principals: distinct([...principals, ...administrators(environment, names), LAMBDA]),
    resources: distinct([...known, ...permitted]),
    onlyDeployed,
    notes: [
      ...notes,
      ...onlyDeployed.map(({ label }) => `${label}: its owner writes its policy; ${DEPLOYED_JUDGES}`),
    ],
  };
}

/** The consumer's function that a log group, a bucket or a ledger belongs to; an API's access log belongs to none. */
function partOf({ kind, consumer, arn }: Resource, environment: Environment): { part?: FunctionPart } {
  if (kind === "bucket") return { part: "stream-handler" };
  // The only table of a consumer is its ledger.
  if (kind === "table" && consumer !== undefined) return { part: "usage-meter" };
  if (kind !== "log group" || consumer === undefined) return {};
  const fn = functionsOfConsumer(environment, consumer).find(({ config }) =>
    arn.endsWith(`:log-group:/aws/lambda/${config.name}`),
  );
  return fn ? { part: fn.part } : {};
}

/** The functions of consumers with an operator role: only what their operators do to them is judged. */
function operatedFunctions(environment: Environment): Resource[] {
  return operatorRoles(environment).flatMap(({ consumer, accountId, region }) =>
    functionsOfConsumer(environment, consumer).map(({ part, config: { name } }) => ({
      consumer,
      part,
      label: `function ${name}`,
      kind: "function" as const,
      arn: `arn:${partitionOf(region)}:lambda:${region}:${accountId}:function:${name}`,
      accountId,
      region,
    })),
  );
}

/** One for each account in which a role of the file may do something that AWS has no resources for. */
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

/** Two accounts may have roles or resources of the same name, tenants for one: those get the account in their labels. */
function distinct<T extends Pick<Principal, "label" | "accountId">>(all: readonly T[]): T[] {
  const count = new Map<string, number>();
  for (const { label } of all) count.set(label, (count.get(label) ?? 0) + 1);
  return all.map((one) =>
    count.get(one.label) === 1 ? one : { ...one, label: `${one.label} (${one.accountId})` },
  );
}

function negativeControls(
  environment: Environment,
  stacks: readonly Stack[],
  keys: ReadonlyMap<string, StackKey>,
  names: MadeUpNames,
): Resource[] {
  return stacks.flatMap((stack) => {
    const consumer = keys.get(stack.name)?.consumer;
    const [failures] = resourcesOf([stack], "aws_s3_bucket");
    if (consumer === undefined || failures === undefined) return [];
    return negativeControlsFor(consumer, stack, String(failures.element.bucket), environment, names);
  });
}
