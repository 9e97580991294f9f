import { z } from "zod";
import { ACCESS_SESSION_SECONDS, MANAGED_POLICIES_PER_ROLE } from "../limits";
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

/** What an access role may be allowed on an account; AWS knows no resources for these. */
export const ACCOUNT_ACTIONS = ["dynamodb:ListTables", "s3:ListAllMyBuckets"] as const;

/** The functions that a consumer may have. */
export const FUNCTION_PARTS = ["stream-handler", "reader-api", "account-switcher"] as const;

const ACTIONS_REMEDY = `Give some of ${[...TABLE_ACTIONS, ...ACCOUNT_ACTIONS].join(", ")}; for more, name a managed policy of your own`;

const allowed = z.strictObject({
  actions: z
    .array(z.enum([...TABLE_ACTIONS, ...ACCOUNT_ACTIONS], ACTIONS_REMEDY))
    .min(1, ACTIONS_REMEDY)
    .describe("IAM actions."),
  table: key("a table")
    .optional()
    .describe(
      "What the actions are allowed on: a key of this source's `tables`, or the source's own key for its streamed table. Absent for actions on the account, such as dynamodb:ListTables.",
    ),
});

/** Who may assume an access role. */
export const trusted = z.strictObject({
  consumer: key("a consumer").describe("A key of `consumers`."),
  function: z.enum(FUNCTION_PARTS).describe("Which of the consumer's functions may assume the role."),
  grant: z
    .enum(["principal-arn", "role-arn"])
    .default("principal-arn")
    .describe(
      "principal-arn: the consumer's account root, narrowed to the function's role by aws:PrincipalArn. role-arn: the role itself, which must exist beforehand.",
    ),
});

/** A role of the source's account that functions of consumers may assume. */
export const accessRole = z
  .strictObject({
    roleName: roleName.describe("Name of the role."),
    ...rolePlace,
    allow: z.array(allowed).default([]).describe("What the role may do, named exactly."),
    managedPolicies: z
      .array(managedPolicy)
      .max(MANAGED_POLICIES_PER_ROLE, `Name ${MANAGED_POLICIES_PER_ROLE} policies at most`)
      .default([])
      .describe(
        "Managed policies that the role has as well: names of AWS's, or ARNs. They are wide: prefer `allow`.",
      ),
    trusted: z
      .array(trusted)
      .min(1, "Name a function that may assume the role")
      .describe("Who may assume the role."),
    maxSessionDuration: wholeNumber(ACCESS_SESSION_SECONDS)
      .default(3600)
      .describe(
        "Longest session, seconds. A function, which runs under a role already, gets an hour at most.",
      ),
    externalId: externalId
      .optional()
      .describe("What whoever assumes the role must say as external ID; nothing if absent. Not a secret."),
  })
  .describe("A role of the source's account that functions of consumers may assume.");
