import { z } from "zod";
import { about } from "./about";
import { tags } from "./common";

const ID_REMEDY =
  "Use exactly 12 digits, in quotes: YAML reads bare digits as a number and drops leading zeros";
const ROLE_REMEDY =
  "Use the name of an IAM role (without arn:…), or null to deploy with the caller's own credentials";

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
      .string(ROLE_REMEDY)
      .regex(/^[\w+=,.@/-]{1,128}$/, ROLE_REMEDY)
      .nullable()
      .default("OrganizationAccountAccessRole")
      .meta(
        about({
          description:
            "Name of the role that Terraform assumes to deploy into this account. `null` deploys with the caller's own credentials.",
        }),
      ),
    tags: tags
      .default({})
      .meta(about({ description: "Tags for every resource in this account that can have tags." })),
  })
  .meta(about({ description: "One AWS account." }));
