import type { RolePart } from "../config/function-parts";
import type { Environment } from "../config/schema";
import { policyIn, type SynthesizedPolicy } from "../synthesized/policies";
import { attributeOf } from "../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../synthesized/resources";
import type { Stack } from "../synthesized/stack";
import type { Principal, Resource, RoleKey } from "./access-model";
import { namedPolicy } from "./named-policy";
import { roleKeys } from "./role-keys";

/** What notes say of a policy that is not in the stacks. */
export const DEPLOYED_JUDGES = "only --deployed can judge it";

/** The roles that the stacks create: as principals, and as resources that can be assumed. */
export interface SynthesizedRoles {
  readonly principals: readonly Principal[];
  readonly roles: readonly Resource[];
  readonly notes: readonly string[];
}

/** Reads the roles with all their policies. Of a permissions boundary only the ARN is known, so it is noted. */
export function synthesizedRoles(
  stacks: readonly Stack[],
  policies: readonly SynthesizedPolicy[],
  environment: Environment,
): SynthesizedRoles {
  const keys = roleKeys(environment);
  const known = resourcesOf(stacks, "aws_iam_role").map((role): KnownRole => {
    const arn = attributeOf(role, "arn", stacks);
    return { ...role, arn, key: keys.get(arn) ?? {} };
  });
  const isJudged = ({ key }: KnownRole) => managedPolicies(key, environment).length === 0;
  return {
    principals: known.filter(isJudged).map((role) => principalOf(role, policies, stacks)),
    roles: known.map((role) => assumableOf(role, policies, environment)),
    notes: [
      ...known.flatMap(boundaryNote),
      ...known.flatMap(({ element, key }) => managedNote(element, managedPolicies(key, environment))),
    ],
  };
}

/** A role of the stacks, and which of the file's it is. */
interface KnownRole extends SynthesizedResource {
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
    policies: own.map(namedPolicy),
  };
}

/** By the keys of the file: `order-events / reader API`, `orders / access role devices`. */
function labelOf({ consumer, part, source, accessRole }: RoleKey, roleName: string): string {
  if (consumer !== undefined && part !== undefined) return `${consumer} / ${PART_NAMES[part]}`;
  if (source !== undefined) return `${source} / access role ${accessRole}`;
  return `role ${roleName}, which the file does not have`;
}

const PART_NAMES: Readonly<Record<RolePart, string>> = {
  "stream-handler": "stream handler",
  "reader-api": "reader API",
  "account-switcher": "account switcher",
  "usage-meter": "usage meter",
  operator: "operator role",
};

/** Addresses of the managed policies that are attached to the role. */
function attachedAddresses({ stack, element }: SynthesizedResource, stacks: readonly Stack[]): string[] {
  return resourcesOf([stack], "aws_iam_role_policy_attachment")
    .filter((attachment) => attributeOf(attachment, "role", stacks) === element.name)
    .map((attachment) => String(attachment.element.policy_arn).replace(/^\$\{(.*)\.arn\}$/, "$1"));
}

function assumableOf(
  role: KnownRole,
  policies: readonly SynthesizedPolicy[],
  environment: Environment,
): Resource {
  const { stack, element, key, arn } = role;
  const externalId = externalIdOf(key, environment);
  const trust = policyIn(role, "trust", policies);
  return {
    ...key,
    label: `role ${element.name}`,
    kind: "role",
    arn,
    ...(externalId !== undefined && { externalId }),
    accountId: stack.accountId,
    region: stack.region,
    ...(trust && { policy: namedPolicy(trust) }),
  };
}

function externalIdOf(
  { source = "", accessRole = "", consumer = "", part }: RoleKey,
  { sources, consumers }: Environment,
): string | undefined {
  if (part === "operator") return consumers[consumer]?.operatorRole?.externalId;
  return sources[source]?.accessRoles[accessRole]?.externalId;
}

function boundaryNote({ element: { name, permissions_boundary } }: SynthesizedResource): string[] {
  if (permissions_boundary === undefined) return [];
  return [`${name} has the permissions boundary ${permissions_boundary}; ${DEPLOYED_JUDGES}`];
}

function managedNote({ name }: SynthesizedResource["element"], managed: readonly string[]): string[] {
  if (managed.length === 0) return [];
  return [`${name} has ${managed.join(" and ")}: what these policies allow is not judged`];
}
