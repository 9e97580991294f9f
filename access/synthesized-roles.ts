import type { Environment } from "../config/schema";
import type { SynthesizedPolicy } from "../synthesized/policies";
import { substitute } from "../synthesized/references";
import { type PlacedElement, resourcesOf, type Stack } from "../synthesized/stack-json";
import type { NamedPolicy, Principal, Resource, RoleKey } from "./access-model";
import { roleKeys } from "./role-keys";

/** What is said of a policy that is not in the stacks. */
export const DEPLOYED_JUDGES = "only --deployed can judge it";

/** The roles that the stacks make: rows, and something that can be assumed. */
export interface SynthesizedRoles {
  readonly principals: readonly Principal[];
  readonly roles: readonly Resource[];
  readonly notes: readonly string[];
}

/** Reads the roles with all their policies; a boundary is known by its ARN only, and is noted. */
export function synthesizedRoles(
  stacks: readonly Stack[],
  policies: readonly SynthesizedPolicy[],
  environment: Environment,
): SynthesizedRoles {
  const keys = roleKeys(environment);
  const placed = resourcesOf(stacks, "aws_iam_role").map((role) => {
    const arn = arnOf(role, stacks);
    return { ...role, arn, key: keys.get(arn) ?? {} };
  });
  const isJudged = ({ key }: KnownRole) => managedPolicies(key, environment).length === 0;
  return {
    principals: placed.filter(isJudged).map((role) => principalOf(role, policies, stacks)),
    roles: placed.map((role) => assumableOf(role, policies, environment)),
    notes: [
      ...placed.flatMap(boundaryNote),
      ...placed.flatMap(({ element, key }) => managedNote(element, managedPolicies(key, environment))),
    ],
  };
}

/** A role of the stacks, and which of the file it is. */
interface KnownRole extends PlacedElement {
  readonly arn: string;
  readonly key: RoleKey;
}

function managedPolicies(
  { source = "", accessRole = "" }: RoleKey,
  { sources }: Environment,
): readonly string[] {
  return sources[source]?.accessRoles[accessRole]?.managedPolicies ?? [];
}

function principalOf(
  role: KnownRole,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Principal {
  const { stack, element, key, arn } = role;
  const roleName = String(element.name);
  const attached = attachedAddresses(role, stacks);
  const own = policies.filter(
    (policy) =>
      policy.stack === stack &&
      ((policy.kind === "inline" && policy.attachedTo === roleName) ||
        (policy.kind === "managed" && attached.includes(policy.address))),
  );
  return {
    ...key,
    label: labelOf(key, roleName),
    kind: "role",
    arn,
    accountId: stack.accountId,
    policies: own.map(asNamed),
  };
}

function labelOf({ consumer, source }: RoleKey, roleName: string): string {
  const owner = consumer ?? source;
  return owner === undefined ? `role ${roleName}` : `${owner} (${roleName})`;
}

/** Addresses of the managed policies that an attachment hangs on the role. */
function attachedAddresses({ stack, element }: PlacedElement, stacks: readonly Stack[]): string[] {
  return resourcesOf([stack], "aws_iam_role_policy_attachment")
    .filter(({ element: { role } }) => substitute(String(role), stack, stacks) === element.name)
    .map(({ element: { policy_arn } }) => String(policy_arn).replace(/^\$\{(.*)\.arn\}$/, "$1"));
}

function assumableOf(
  role: KnownRole,
  policies: readonly SynthesizedPolicy[],
  environment: Environment,
): Resource {
  const { stack, name, element, key, arn } = role;
  const externalId = environment.sources[key.source ?? ""]?.accessRoles[key.accessRole ?? ""]?.externalId;
  const trust = policies.find(
    ({ kind, stack: owner, address }) =>
      kind === "trust" && owner === stack && address === `aws_iam_role.${name}`,
  );
  return {
    ...key,
    label: `role ${element.name}`,
    kind: "role",
    arn,
    ...(externalId !== undefined && { externalId }),
    accountId: stack.accountId,
    region: stack.region,
    ...(trust && { policy: asNamed(trust) }),
  };
}

function boundaryNote({ element: { name, permissions_boundary } }: PlacedElement): string[] {
  if (permissions_boundary === undefined) return [];
  return [`${name} is bounded by ${permissions_boundary}; ${DEPLOYED_JUDGES}`];
}

function managedNote({ name }: PlacedElement["element"], managed: readonly string[]): string[] {
  if (managed.length === 0) return [];
  return [`${name} has ${managed.join(" and ")}: what it may do is theirs to say, and is not judged`];
}

function arnOf({ stack, name }: PlacedElement, stacks: readonly Stack[]): string {
  return substitute(`\${aws_iam_role.${name}.arn}`, stack, stacks);
}

function asNamed({ stack, address, document }: SynthesizedPolicy): NamedPolicy {
  return { name: `${stack.name} ${address}`, document };
}
