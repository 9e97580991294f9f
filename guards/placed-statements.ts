import type { PolicyKind, SynthesizedPolicy } from "../synthesized/policies";
import type { Stack } from "../synthesized/stack";
import { type Statement, statementsOf } from "../synthesized/statements";
import { permissionStatements } from "./permission-statements";
import type { PlacedStatement, PolicyRole } from "./placed-statement";

/** Every statement of the stacks: of their policies, and what permissions and grants mean as statements. */
export function placedStatements(
  stacks: readonly Stack[],
  policies: readonly SynthesizedPolicy[],
): PlacedStatement[] {
  const ofPolicies = policies.flatMap(({ stack, address, kind, attachedTo, document }) =>
    statementsOf(document).map((statement) =>
      placedStatement({ stack, address, kind, attachedTo }, statement),
    ),
  );
  return [...ofPolicies, ...permissionStatements(stacks)];
}

/** A statement of a policy, with what the policy is for. */
export function placedStatement(
  { stack, address, kind, attachedTo }: Pick<SynthesizedPolicy, "stack" | "address" | "kind" | "attachedTo">,
  statement: Statement,
): PlacedStatement {
  const resourceType = address.split(".")[0] ?? "";
  const policy = ROLES[kind] ?? "resource";
  return { stack, address, resourceType, policy, ...(attachedTo && { attachedTo }), statement };
}

const ROLES: Partial<Record<PolicyKind, PolicyRole>> = {
  inline: "identity",
  managed: "identity",
  trust: "trust",
};
