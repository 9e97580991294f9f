import { z } from "zod";
import { tags } from "./common";

const ID_REMEDY =
  "Give exactly 12 digits, in quotes: YAML reads bare digits as a number and drops leading zeros";
const ROLE_REMEDY =
  "Give the name of an IAM role (without arn:…), or null to use the caller's own credentials";

/** One AWS account. */
export const account = z
  .strictObject({
    id: z
      .string(ID_REMEDY)
      .regex(/^\d{12}$/, ID_REMEDY)
      .describe("The account's ID: 12 digits, in quotes."),
    deployRole: z
      .string(ROLE_REMEDY)
      .regex(/^[\w+=,.@/-]{1,128}$/, ROLE_REMEDY)
      .nullable()
      .default("OrganizationAccountAccessRole")
      .describe(
        "Name of the role that Terraform assumes to deploy into this account; null to use the caller's own credentials.",
      ),
    tags: tags
      .default({})
      .describe("Tags that every resource of this account carries (the provider's default_tags)."),
  })
  .describe("One AWS account.");
