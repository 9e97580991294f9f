import type { Stack } from "../synthesized/stack";
import type { ElementJson } from "../synthesized/stack-json";
import type { Grant } from "./grant";
import { stackGrants } from "./stack-grants";
import { s3StateOf, stateGrants } from "./state-grants";
import type { Rows } from "./types/row";

/**
 * Who needs permissions: `deploy` the role that Terraform assumes in an account, `state` the one that it assumes to keep
 * its state, `caller` the identity that it is started with.
 */
export type HolderKind = "deploy" | "state" | "caller";

/** An identity, and everything that it needs. */
export interface Holder {
  readonly kind: HolderKind;
  /** ARN of the role; absent for the caller, whom no stack knows. */
  readonly role?: string;
  /** Names of the stacks that need it. */
  readonly stacks: readonly string[];
  readonly grants: readonly Grant[];
}

/**
 * Everyone who needs permissions to deploy stacks. What no role does, the caller does.
 * @param wanted the stacks to deploy
 * @param stacks every stack of the environment, for references between them
 * @param reads what is read of each type of resource, for something that only reads the accounts and no state.
 * @default what Terraform needs
 * @throws UserError if a stack holds what the table of permissions does not know
 */
export function holdersOf(wanted: readonly Stack[], stacks: readonly Stack[], reads?: Rows): Holder[] {
  const needs = wanted.flatMap((stack) => (reads ? [readsOf(stack, stacks, reads)] : needsOf(stack, stacks)));
  const roles = distinct(needs.flatMap(({ role }) => role ?? []));
  const assumed = needs.filter(({ role }) => role !== undefined);
  const callers = needs.filter(({ role }) => role === undefined);
  const assuming = assumed.map((need) => ({ ...need, grants: [assume(String(need.role))] }));
  return [
    ...roles.map((role) => holder(assumed.filter((need) => need.role === role))),
    ...(needs.length > 0 ? [holder([...callers, ...assuming], "caller")] : []),
  ].filter(({ grants }) => grants.length > 0);
}

/** What a stack needs of one identity. */
interface Need {
  readonly kind: HolderKind;
  /** Absent if Terraform uses its caller's own credentials. */
  readonly role: string | undefined;
  readonly stack: string;
  readonly grants: readonly Grant[];
}

function needsOf(stack: Stack, stacks: readonly Stack[]): Need[] {
  return [
    { kind: "deploy", role: deployRoleOf(stack), stack: stack.name, grants: stackGrants(stack, stacks) },
    {
      kind: "state",
      role: s3StateOf(stack)?.assume_role?.role_arn,
      stack: stack.name,
      grants: stateGrants(stack),
    },
  ];
}

function readsOf(stack: Stack, stacks: readonly Stack[], rows: Rows): Need {
  const grants = stackGrants(stack, stacks, rows);
  return { kind: "deploy", role: deployRoleOf(stack), stack: stack.name, grants };
}

function deployRoleOf({ json }: Stack): string | undefined {
  const [provider = {}] = json.provider?.aws ?? [];
  const [role] = [provider.assume_role].flat() as (ElementJson | undefined)[];
  return role?.role_arn as string | undefined;
}

function holder(needs: readonly Need[], kind = needs[0]?.kind ?? "caller"): Holder {
  const role = kind === "caller" ? undefined : needs[0]?.role;
  return {
    kind,
    ...(role !== undefined && { role }),
    stacks: distinct(needs.map(({ stack }) => stack)),
    grants: needs.flatMap(({ grants }) => grants),
  };
}

function assume(role: string): Grant {
  return { action: "sts:AssumeRole", resources: [role], steps: ["read", "create", "update", "delete"] };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
