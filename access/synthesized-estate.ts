import type { Environment } from "../config/schema";
import { AccessError } from "./access-error";
import { administrators, LAMBDA } from "./administrators";
import { decoysFor } from "./decoys";
import type { Estate, Resource } from "./estate";
import { type PlacedElement, resourcesOf, type Stack } from "./stack-json";
import { type StackKey, stackKeys } from "./stack-keys";
import { policiesOf, type SynthesizedPolicy } from "./synthesized-policies";
import { DEPLOYED_JUDGES, synthesizedRoles } from "./synthesized-roles";
import { substitute, unresolvedIn } from "./tokens";

/**
 * Everybody and everything of the synthesized stacks.
 * @throws AccessError if a policy holds an expression that no sample resolves: it cannot be judged, and an
 * expression in a resource would match anything
 */
export function synthesizedEstate(environment: Environment, stacks: readonly Stack[]): Estate {
  const policies = policiesOf(stacks);
  assertResolved(policies);
  const keys = stackKeys(environment);
  const { roles, principals, notes } = synthesizedRoles(stacks, policies, keys);
  const resources = RESOURCES.flatMap(({ type, describe }) =>
    resourcesOf(stacks, type).flatMap((placed) => {
      const common = {
        ...keys.get(placed.stack.name),
        accountId: placed.stack.accountId,
        region: placed.stack.region,
      };
      return describe(placed, policies, stacks).map((resource): Resource => ({ ...common, ...resource }));
    }),
  );
  const onlyDeployed = givenKeys(stacks, keys);
  const decoys = decoysOf(environment, stacks, keys);
  return {
    principals: [...principals, ...administrators(environment), LAMBDA],
    resources: distinct([...resources, ...roles, ...decoys]),
    onlyDeployed,
    notes: [
      ...notes,
      ...onlyDeployed.map(({ label }) => `${label}: its policy is its owner's; ${DEPLOYED_JUDGES}`),
    ],
  };
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

type Described = Pick<Resource, "label" | "kind" | "arn" | "policy">;
type Describe = (
  placed: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
) => Described[];

const RESOURCES: readonly { readonly type: string; readonly describe: Describe }[] = [
  { type: "aws_dynamodb_table", describe: tableAndStream },
  { type: "aws_kms_key", describe: key },
  { type: "aws_s3_bucket", describe: bucket },
  { type: "aws_cloudwatch_log_group", describe: logGroup },
];

function tableAndStream(
  placed: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const { name } = placed.element;
  const streamArn = arnOf(placed, "stream_arn", stacks);
  const policy = policies.find(({ kind, attachedTo }) => kind === "stream" && attachedTo === streamArn);
  return [
    {
      label: `stream of ${name}`,
      kind: "stream",
      arn: streamArn,
      ...(policy && { policy: asNamed(policy) }),
    },
    { label: `table ${name}`, kind: "table", arn: arnOf(placed, "arn", stacks) },
  ];
}

function key(
  placed: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const policy = policies.find(
    ({ kind, stack, address }) =>
      kind === "key" && stack === placed.stack && address === `aws_kms_key.${placed.name}`,
  );
  const label = `key ${placed.name} of ${placed.stack.name}`;
  return [
    { label, kind: "key", arn: arnOf(placed, "arn", stacks), ...(policy && { policy: asNamed(policy) }) },
  ];
}

function bucket(
  placed: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const name = String(placed.element.bucket);
  const policy = policies.find(({ kind, attachedTo }) => kind === "bucket" && attachedTo === name);
  const arn = arnOf(placed, "arn", stacks);
  return [{ label: `bucket ${name}`, kind: "bucket", arn, ...(policy && { policy: asNamed(policy) }) }];
}

function logGroup(
  placed: PlacedElement,
  _policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const arn = arnOf(placed, "arn", stacks);
  return [{ label: `log group ${placed.element.name}`, kind: "log group", arn }];
}

function arnOf({ stack, type, name }: PlacedElement, attribute: string, stacks: readonly Stack[]): string {
  return substitute(`\${${type}.${name}.${attribute}}`, stack, stacks);
}

function asNamed({ stack, address, document }: SynthesizedPolicy) {
  return { name: `${stack.name} ${address}`, document };
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
    return [{ ...keys.get(stack.name), label: `key ${arn}`, kind: "key", arn, accountId, region }];
  });
}

function assertResolved(policies: readonly SynthesizedPolicy[]): void {
  const problems = policies.flatMap(({ stack, address, text }) =>
    unresolvedIn(text).map(
      (token) => `${stack.name} ${address}: ${token} has no sample. Add one to access/samples.ts.`,
    ),
  );
  if (problems.length > 0)
    throw new AccessError("These policies cannot be judged before they are deployed:", problems);
}
