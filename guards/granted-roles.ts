import { substitute } from "../synthesized/references";
import { resourcesOf } from "../synthesized/stack-json";
import { statementsOf } from "../synthesized/statements";
import { rolesGranted } from "./grants";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** A grant names a role by its ARN long before the role exists: both must come out the same. */
export function grantedRoles({ stacks, policies }: GuardInput): Finding[] {
  const roles = resourcesOf(stacks, "aws_iam_role").map(({ stack, name }) =>
    substitute(`\${aws_iam_role.${name}.arn}`, stack, stacks),
  );
  return policies
    .filter(({ kind }) => kind === "stream" || kind === "key" || kind === "trust")
    .flatMap((policy) =>
      statementsOf(policy.document).flatMap((statement) =>
        rolesGranted(statement)
          .filter((role) => !roles.includes(role))
          .map((role) => ({
            place: placeOf(policy),
            cause: `statement ${statement.Sid} lets ${role} in, but the stacks make ${roles.join(", ") || "no role"}`,
            remedy: "Give the role the name and path that the grant has, or the grant the role's",
          })),
      ),
    );
}
