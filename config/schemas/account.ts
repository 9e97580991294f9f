import { z } from "zod";
import { DEPLOY_SESSION_SECONDS } from "../limits";
import { about } from "./about";
import { tags, wholeNumber } from "./common";
import { externalId, ROLE_WITH_PATH } from "./role";

export const ID_REMEDY =
  "Use exactly 12 digits, in quotes: YAML reads bare digits as a number and drops leading zeros";
const ROLE_REMEDY =
  "Use the name of an IAM role (without arn:…), or null to deploy with the caller's own credentials";

const deployRoleName = z.string(ROLE_REMEDY).regex(ROLE_WITH_PATH, ROLE_REMEDY);

const deployRole = z.strictObject({
  name: deployRoleName.meta(about({ description: "Name of the role." })),
  externalId: externalId.optional().meta(
    about({
      description: "The external ID that the role's trust policy asks for.",
      ifAbsent: "Terraform states none",
    }),
  ),
  sessionDuration: wholeNumber(DEPLOY_SESSION_SECONDS)
    .optional()
    .meta(
      about({
        description:
          "How long a session of the role lasts. The role must allow it; a role that was assumed from another role gets at most an hour.",
        ifAbsent: "an hour",
      }),
    ),
});

/** One AWS account. */
export const account = z
  .strictObject({
    id: z
      .string(ID_REMEDY)
      .regex(/^\d{12}$/, ID_REMEDY)
      .meta(
        about({
          description: "The account's ID, 12 digits in quotes. Without quotes, YAML reads it as a number.",
        }),
      ),
    deployRole: z
      .union([deployRoleName, deployRole, z.null()], ROLE_REMEDY)
      .default("OrganizationAccountAccessRole")
      .meta(
        about({
          description:
            "Role that Terraform assumes to deploy into this account: its name, or a group with `name`. `null` deploys with the caller's own credentials.",
          examples: [{ name: "Deploy", externalId: "pipeline-1", sessionDuration: 7200 }],
        }),
      ),
    tags: tags
      .default({})
      .meta(about({ description: "Tags for every resource in this account that can have tags." })),
  })
  .meta(about({ description: "One AWS account." }));
