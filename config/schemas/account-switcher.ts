import { z } from "zod";
import { FUNCTION_TIMEOUT_SECONDS } from "../limits";
import { about } from "./about";
import { key } from "./common";
import { functionSettings } from "./function";
import { externalId, ROLE_WITH_PATH, roleName, rolePlace } from "./role";

/** A function that acts in the account that its event names. */
export const accountSwitcher = z
  .strictObject({
    roleName: roleName.meta(
      about({ description: "Name of the function's role. The roles that it assumes must trust it." }),
    ),
    ...rolePlace,
    accounts: z
      .union(
        [z.literal("any"), z.array(key("an account")).min(1)],
        "List keys of `accounts`, or use any (for every account that has a role which trusts the function)",
      )
      .meta(
        about({
          description:
            "The accounts that the function may act in: keys of `accounts`, or `any` for every account that trusts it.",
        }),
      ),
    targetRole: z
      .string()
      .regex(
        ROLE_WITH_PATH,
        "Use the name of a role, with its path if it has one, without a leading slash: team/external-role",
      )
      .default("external-role")
      .meta(
        about({
          description:
            "Name of the role that the function assumes in each account, with its path if it has one: `team/external-role`. A deploy role or the state's role is refused.",
        }),
      ),
    externalId: externalId.optional().meta(
      about({
        description: "The external ID that the target role requires. It is not a secret.",
        ifAbsent: "the function states none",
      }),
    ),
    function: functionSettings({
      entry: "lambda-src/account-switcher/index.ts",
      timeout: FUNCTION_TIMEOUT_SECONDS,
      defaultTimeout: 30,
      tracing: true,
    }).meta(
      about({
        description: "Settings of the account switcher's function.",
        examples: [{ name: "account-switcher" }],
      }),
    ),
  })
  .meta(about({ description: "A function that acts in the account that its event names." }));
