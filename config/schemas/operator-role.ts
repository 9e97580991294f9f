import { z } from "zod";
import { OPERATORS_PER_ROLE } from "../limits";
import { about } from "./about";
import { externalId, oneRoleArn, roleName, rolePlace } from "./role";

const TRUSTED_REMEDY = "Use the ARN of a role without wildcards: arn:aws:iam::111122223333:role/on-call";

/** A role for people who look after a consumer: failed batches, backfills, the status. */
export const operatorRole = z.strictObject({
  roleName: roleName.meta(about({ description: "Name of the role." })),
  ...rolePlace,
  trusted: z
    .array(oneRoleArn(TRUSTED_REMEDY))
    .min(1, "Name at least one role that may assume it")
    .max(OPERATORS_PER_ROLE.max, `Name at most ${OPERATORS_PER_ROLE.max} roles`)
    .meta(
      about({
        description:
          "ARNs of the roles that may assume it, such as those of a permission set in IAM Identity Center. Their accounts must be in `accounts`. The role does not ask for multi-factor authentication: require it where people sign in and get these roles.",
        limit: OPERATORS_PER_ROLE,
        examples: [
          [
            "arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_OnCall_0123456789abcdef",
          ],
        ],
      }),
    ),
  externalId: externalId.optional().meta(
    about({
      description:
        "The external ID that callers must state to assume the role. It is not a secret; it prevents use by mistake. The commands of this project state it by themselves.",
      ifAbsent: "the role asks for none",
    }),
  ),
});
