import { z } from "zod";
import { FUNCTION_TIMEOUT_SECONDS } from "../limits";
import { key } from "./common";
import { functionSettings } from "./function";
import { externalId, roleName, rolePlace } from "./role";

/** A function that acts in the account that its event names. */
export const accountSwitcher = z
  .strictObject({
    roleName: roleName.describe("Name of the function's role. The roles that it assumes name it."),
    ...rolePlace,
    accounts: z
      .union(
        [z.literal("any"), z.array(key("an account")).min(1)],
        "List keys of `accounts`, or write any (the role may then be assumed in every account that trusts it)",
      )
      .describe("Keys of `accounts` that the function may act in, or any."),
    targetRole: z
      .string()
      .regex(
        /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
        "Give the name of a role, with its path if it has one, without a slash in front: team/external-role",
      )
      .default("external-role")
      .describe("Name of the role that is assumed in each account, with its path if it has one."),
    externalId: externalId
      .optional()
      .describe("External ID that the role asks for; none if absent. Not a secret."),
    function: functionSettings({
      entry: "lambda-src/account-switcher/index.ts",
      timeout: FUNCTION_TIMEOUT_SECONDS,
      defaultTimeout: 30,
      tracing: true,
    }).describe("The function."),
  })
  .describe("A function that acts in the account that its event names.");
