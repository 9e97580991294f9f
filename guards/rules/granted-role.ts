import type { SynthesizedPolicy } from "../../synthesized/policies";
import { attributeOf } from "../../synthesized/references";
import { resourcesOf } from "../../synthesized/resources";
import { nameOf, statementsOf } from "../../synthesized/statements";
import { rolesGranted } from "../grants";
import { placeOf, type Rule, type Violation } from "../rule";

/** A grant names a role by its ARN long before the role exists: both must come out the same. */
export const grantedRole: Rule = {
  id: "granted-role",
  sentence: "Every role that a stream, a key or a trust policy lets in is created by one of the stacks.",
  why:
    "Grants name roles by their ARNs, which are known before the roles exist. A grant to another ARN than the role's " +
    "deploys, and every read is denied.",
  remedy: "Use the same name and path for the role and in the grant",
  exception: { settings: ["existingRoles"] },
  check: ({ settings, stacks, policies }) => {
    const created = resourcesOf(stacks, "aws_iam_role").map((role) => attributeOf(role, "arn", stacks));
    return policies
      .filter(({ kind }) => kind === "stream" || kind === "key" || kind === "trust")
      .flatMap((policy) => grantsToOthers(policy, created, settings.existingRoles));
  },
};

function grantsToOthers(
  policy: SynthesizedPolicy,
  created: readonly string[],
  existing: readonly string[],
): Violation[] {
  return statementsOf(policy.document).flatMap((statement) =>
    rolesGranted(statement)
      .filter((role) => !created.includes(role) && !existing.includes(role))
      .map((role) => ({
        place: placeOf(policy),
        cause: `${nameOf(statement)} lets ${role} in, but the stacks create ${created.join(", ") || "no role"}`,
      })),
  );
}
