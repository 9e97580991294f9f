import { attributeOf } from "../../synthesized/references";
import { resourcesOf } from "../../synthesized/resources";
import { nameOf } from "../../synthesized/statements";
import { rolesGranted } from "../grants";
import type { PlacedStatement } from "../placed-statement";
import { placeOf, type Rule, type Violation } from "../rule";

/** A grant names a role by its ARN long before the role exists: both must come out the same. */
export const grantedRole: Rule = {
  id: "granted-role",
  sentence: "Every role that a policy lets in is created by one of the stacks.",
  why:
    "Grants name roles by their ARNs, which are known before the roles exist. A grant to another ARN than the role's " +
    "deploys, and every read is denied.",
  remedy: "Use the same name and path for the role and in the grant",
  exception: { settings: ["existingRoles"] },
  check: ({ settings, stacks, statements }) => {
    const created = resourcesOf(stacks, "aws_iam_role").map((role) => attributeOf(role, "arn", stacks));
    return statements
      .filter(({ policy }) => policy !== "identity")
      .flatMap((place) => grantsToOthers(place, created, settings.existingRoles));
  },
};

function grantsToOthers(
  place: PlacedStatement,
  created: readonly string[],
  existing: readonly string[],
): Violation[] {
  return rolesGranted(place.statement)
    .filter((role) => !created.includes(role) && !existing.includes(role))
    .map((role) => ({
      place: placeOf(place),
      cause: `${nameOf(place.statement)} lets ${role} in, but the stacks create ${created.join(", ") || "no role"}`,
    }));
}
