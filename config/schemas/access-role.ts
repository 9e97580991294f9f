import { z } from "zod";
import { ACCESS_SESSION_SECONDS, MANAGED_POLICIES_PER_ROLE } from "../limits";
import { about } from "./about";
import { key, wholeNumber } from "./common";
import { externalId, managedPolicy, roleName, rolePlace } from "./role";

/** What an access role may be allowed on a table: reading, and nothing else. */
export const TABLE_ACTIONS = [
  "dynamodb:Scan",
  "dynamodb:Query",
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:DescribeTable",
] as const;

/** What an access role may be allowed on an account; AWS cannot limit these actions to a resource. */
export const ACCOUNT_ACTIONS = ["dynamodb:ListTables", "s3:ListAllMyBuckets"] as const;

/** The functions of a consumer that may assume roles. */
const TRUSTED_PARTS = ["stream-handler", "reader-api", "account-switcher"] as const;

/** The functions that a consumer may have. */
export const FUNCTION_PARTS = [...TRUSTED_PARTS, "usage-meter"] as const;

const ACTIONS_REMEDY = `Use one or more of ${[...TABLE_ACTIONS, ...ACCOUNT_ACTIONS].join(", ")}; for other actions, add a managed policy of your own`;

const allowed = z.strictObject({
  actions: z
    .array(z.enum([...TABLE_ACTIONS, ...ACCOUNT_ACTIONS], ACTIONS_REMEDY))
    .min(1, ACTIONS_REMEDY)
    .meta(about({ description: "The IAM actions to allow." })),
  table: key("a table")
    .optional()
    .meta(
      about({
        description:
          "The table that the actions apply to: a key of this source's `tables`, or the source's own key for its streamed table.",
        ifAbsent: "the actions apply to the account, as `dynamodb:ListTables` does",
      }),
    ),
});

/** Who may assume an access role. */
export const trusted = z.strictObject({
  consumer: key("a consumer").meta(
    about({ description: "The consumer that owns the function, a key of `consumers`." }),
  ),
  function: z
    .enum(TRUSTED_PARTS)
    .meta(about({ description: "Which of the consumer's functions may assume the role." })),
  grant: z
    .enum(["principal-arn", "role-arn"])
    .default("principal-arn")
    .meta(
      about({
        description:
          "How the trust policy names the function's role. `principal-arn`: the consumer's account, limited to the role by `aws:PrincipalArn`. `role-arn`: the role itself, which must already exist.",
      }),
    ),
});

/** A role of the source's account that functions and operators of consumers may assume. */
export const accessRole = z
  .strictObject({
    roleName: roleName.meta(about({ description: "Name of the access role." })),
    ...rolePlace,
    allow: z
      .array(allowed)
      .default([])
      .meta(
        about({
          description: "What the role may do.",
          examples: [
            [
              { actions: ["dynamodb:Scan", "dynamodb:Query"], table: "devices" },
              { actions: ["dynamodb:ListTables"] },
            ],
          ],
        }),
      ),
    managedPolicies: z
      .array(managedPolicy)
      .max(MANAGED_POLICIES_PER_ROLE.max, `Use at most ${MANAGED_POLICIES_PER_ROLE.max} policies`)
      .default([])
      .meta(
        about({
          description:
            "Managed policies to attach to the role: names of AWS managed policies, or ARNs of the account's own. Most allow far more than `allow` would: those for administrators are refused, and a warning says what other sweeping ones of AWS allow. Policies of your own are not judged.",
          limit: MANAGED_POLICIES_PER_ROLE,
        }),
      ),
    trusted: z
      .array(trusted)
      .default([])
      .meta(
        about({
          description: "The functions that may assume the role.",
          examples: [[{ consumer: "order-events", function: "reader-api" }]],
        }),
      ),
    operators: z
      .array(key("a consumer"))
      .default([])
      .meta(
        about({
          description:
            "The consumers whose `operatorRole` may assume the role: keys of `consumers`. `npm run backfill` takes `dynamodb:Scan` and `dynamodb:DescribeTable` on the streamed table, `npm run failures -- redrive --check-current` takes `dynamodb:GetItem`.",
          examples: [["order-events"]],
        }),
      ),
    maxSessionDuration: wholeNumber(ACCESS_SESSION_SECONDS)
      .default(3600)
      .meta(
        about({
          description:
            "How long a session of the role may last. Functions get at most an hour, because they already run under a role.",
        }),
      ),
    externalId: externalId.optional().meta(
      about({
        description:
          "The external ID that callers must state to assume the role. It is not a secret; it prevents use by mistake.",
        ifAbsent: "the role asks for none",
      }),
    ),
  })
  .meta(
    about({
      description: "A role of the source's account that functions and operators of consumers may assume.",
    }),
  );
