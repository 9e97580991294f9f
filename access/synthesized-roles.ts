import type { NamedPolicy, Principal, Resource } from "./estate";
import { type PlacedElement, resourcesOf, type Stack } from "./stack-json";
import type { StackKey } from "./stack-keys";
import type { SynthesizedPolicy } from "./synthesized-policies";
import { substitute } from "./tokens";

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
  keys: ReadonlyMap<string, StackKey>,
): SynthesizedRoles {
  const placed = resourcesOf(stacks, "aws_iam_role");
  return {
    principals: placed.map((role) => principalOf(role, policies, stacks, keys)),
    roles: placed.map((role) => assumableOf(role, policies, stacks)),
    notes: placed.flatMap(boundaryNote),
  };
}

function principalOf(
  role: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
  keys: ReadonlyMap<string, StackKey>,
): Principal {
  const { stack, element } = role;
  const roleName = String(element.name);
  const consumer = keys.get(stack.name)?.consumer;
  const attached = attachedAddresses(role, stacks);
  const own = policies.filter(
    (policy) =>
      policy.stack === stack &&
      ((policy.kind === "inline" && policy.attachedTo === roleName) ||
        (policy.kind === "managed" && attached.includes(policy.address))),
  );
  return {
    label: consumer === undefined ? `role ${roleName}` : `${consumer} (${roleName})`,
    ...(consumer !== undefined && { consumer }),
    kind: "role",
    arn: arnOf(role, stacks),
    accountId: stack.accountId,
    policies: own.map(asNamed),
  };
}

/** Addresses of the managed policies that an attachment hangs on the role. */
function attachedAddresses({ stack, element }: PlacedElement, stacks: readonly Stack[]): string[] {
  return resourcesOf([stack], "aws_iam_role_policy_attachment")
    .filter(({ element: { role } }) => substitute(String(role), stack, stacks) === element.name)
    .map(({ element: { policy_arn } }) => String(policy_arn).replace(/^\$\{(.*)\.arn\}$/, "$1"));
}

function assumableOf(
  role: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Resource {
  const { stack, name, element } = role;
  const trust = policies.find(
    ({ kind, stack: owner, address }) =>
      kind === "trust" && owner === stack && address === `aws_iam_role.${name}`,
  );
  return {
    label: `role ${element.name}`,
    kind: "role",
    arn: arnOf(role, stacks),
    accountId: stack.accountId,
    region: stack.region,
    ...(trust && { policy: asNamed(trust) }),
  };
}

function boundaryNote({ element: { name, permissions_boundary } }: PlacedElement): string[] {
  if (permissions_boundary === undefined) return [];
  return [`${name} is bounded by ${permissions_boundary}; ${DEPLOYED_JUDGES}`];
}

function arnOf({ stack, name }: PlacedElement, stacks: readonly Stack[]): string {
  return substitute(`\${aws_iam_role.${name}.arn}`, stack, stacks);
}

function asNamed({ stack, address, document }: SynthesizedPolicy): NamedPolicy {
  return { name: `${stack.name} ${address}`, document };
}
