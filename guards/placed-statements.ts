import type { PolicyKind, SynthesizedPolicy } from "../synthesized/policies";
import type { Stack } from "../synthesized/stack";
import { statementsOf } from "../synthesized/statements";
import { permissionStatements } from "./permission-statements";
import type { PlacedStatement, PolicyRole } from "./placed-statement";

/** Every statement of the stacks: of their policies, and what permissions and grants mean as statements. */
export function placedStatements(
  stacks: readonly Stack[],
  policies: readonly SynthesizedPolicy[],
): PlacedStatement[] {
  const ofPolicies = policies.flatMap(({ stack, address, kind, attachedTo, document }) =>
    statementsOf(document).map((statement): PlacedStatement => {
      const resourceType = address.split(".")[0] ?? "";
      const policy = ROLES[kind] ?? "resource";
      return { stack, address, resourceType, policy, ...(attachedTo && { attachedTo }), statement };
    }),
  );
  return [...ofPolicies, ...permissionStatements(stacks)];
}

const ROLES: Partial<Record<PolicyKind, PolicyRole>> = {
  inline: "identity",
  managed: "identity",
  trust: "trust",
};
