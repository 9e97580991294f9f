import { type Change, settingsOf } from "./change";

const STATE_ELSEWHERE = [
  "type",
  "bucket",
  "keyPrefix",
  "region",
  "hostname",
  "organization",
  "workspacePrefix",
];

/** Settings of the whole file, its accounts and its state. */
export const COMMON_CHANGES: readonly Change[] = [
  { settings: ["$schema"], terraform: "Nothing" },
  {
    settings: ["sandbox"],
    terraform: "Nothing; the checks of a file change",
    loses: "With `true`, tables need no protection and no reason to go without",
    safeWay: "Use it for environments of which everything may be lost",
  },
  {
    settings: ["region", "sources.<name>.region"],
    terraform: "Creates everything in the new region, and forgets what is in the old one",
    loses: "The old table and its records stay behind, outside of Terraform; the new one is empty",
    safeWay: "Add an entry for the new region, move the data, and then destroy the old stacks",
    test: "changes/place.test.ts",
  },
  {
    settings: ["accounts", "accounts.<name>.id", "sources.<name>.account"],
    terraform: "Creates everything in the new account, and forgets what is in the old one",
    loses: "The old table and its records stay behind, outside of Terraform; the new one is empty",
    safeWay: "Add an entry for the new account, move the data, and then destroy the old stacks",
    test: "changes/place.test.ts",
  },
  {
    settings: ["organization"],
    terraform: "Updates the policies of the roles that read too many tenants to name each, and nothing else",
    loses: "With a wrong ID, these roles read nothing until it is corrected; records are lost after 24 hours",
  },
  {
    settings: ["sources.<name>.tenants"],
    terraform:
      "A tenant more: a source stack, a mapping, and one more ARN in the role's policy. A tenant less: its mapping and its ARN go with the consumer, and its source stack stays deployed until you destroy it",
    loses: "Of a tenant that goes, what was not read yet",
    safeWay: "[Remove a tenant](scale.md#remove-a-tenant) in the order given there",
  },
  {
    settings: settingsOf("sources.<name>.tenants", ["tenant", "account"]),
    terraform: "Creates everything of the tenant under the new name or in the new account",
    loses: "The old table and its records stay behind, outside of Terraform; the new one is empty",
    safeWay: "Add a new tenant, move its data, and then remove the old one",
  },
  {
    settings: settingsOf("sources.<name>.tenants", [
      "externalId",
      "tags",
      "tableName",
      "deletionProtection",
      "unprotectedBecause",
      "replaceStream",
    ]),
    terraform: "The same as the setting of this name in an account or a source, for this tenant only",
  },
  {
    settings: ["sources.<name>.tenants.enabled"],
    terraform: "Updates the mappings of this tenant in place; they keep their positions",
    loses: "Records that the stream forgets meanwhile: it keeps them for 24 hours",
    safeWay: "Enable them again within 24 hours",
  },
  {
    settings: ["sources.<name>.tenantAccounts.tags"],
    terraform: "The same as the tags of an account, for every tenant that does not set its own",
  },
  {
    settings: ["consumers.<name>.account", "consumers.<name>.region"],
    terraform:
      "Fails in the plan: it reads the failure bucket, whose name is in use in the old account or region",
    loses:
      "Nothing as long as the stack of the source is not deployed; after that, the old function may not read any more",
    safeWay:
      "Add an entry for the new place, deploy both consumers, and destroy the old one when the new one has caught up",
    test: "changes/place.test.ts",
  },
  {
    settings: settingsOf("accounts.<name>.deployRole", ["name", "externalId", "sessionDuration"]),
    terraform: "Nothing; Terraform assumes the role in this way from now on",
    loses: "If the role lacks a permission, the deployment ends half-way",
    safeWay: "Run `cdktf diff` of each stack with the new role first",
  },
  { settings: ["accounts.<name>.tags"], terraform: "Updates the tags in place" },
  {
    settings: settingsOf("backend", STATE_ELSEWHERE),
    terraform: 'Asks for a decision ("Backend configuration changed"), or starts with an empty state',
    loses: "With an empty state, Terraform creates everything again and fails where names are taken",
    safeWay:
      "Move the states with `npm run backend -- move` (docs/backends.md), and then plan: the plan is empty",
    test: "backend-move.test.ts",
  },
  {
    settings: settingsOf("backend", ["kmsKeyId", "roleArn", "lockFile"]),
    terraform: "Asks for `terraform init -reconfigure` in the folder of each stack",
    loses: "A state that was encrypted with a deleted key cannot be read",
    safeWay: "Keep the old key until each stack was applied once with the new one",
  },
  {
    settings: ["backend.project"],
    terraform:
      "Nothing for workspaces that exist: it is used when one is created. `npm run backend -- bootstrap` moves them",
  },
  {
    settings: settingsOf("backend", ["executionMode", "terraformVersion", "workspaceTags", "shareStateWith"]),
    terraform: "Nothing until `npm run backend -- bootstrap` sends the difference to the server",
    loses:
      "With `remote`, runs on the server see no credentials of AWS that are only where the command is started",
    safeWay: "Give the workspaces credentials of AWS before they run remotely",
  },
  {
    settings: settingsOf("pipeline", [
      "account",
      "planRole",
      "planStateRole",
      "driftRole",
      "planJobRole",
      "deployJobRole",
      "driftJobRole",
    ]),
    terraform: "Nothing in the stacks of the environment; those of the pipeline replace the roles",
    loses: "Jobs fail that still start with the old role, or assume it",
    safeWay:
      "Deploy the pipeline's stacks as an administrator, and set the variables on GitHub to their outputs",
  },
  {
    settings: settingsOf("pipeline", ["repository", "branch", "githubEnvironment"]),
    terraform:
      "Nothing in the stacks of the environment; those of the pipeline update trust policies in place",
    loses: "Jobs of the old repository, branch or environment get no credentials any more",
    safeWay: "Deploy the pipeline's stacks as an administrator when no job runs",
  },
  {
    settings: ["pipeline.oidcProvider"],
    terraform: "With `existing`, the pipeline's stack destroys the provider that it made",
    loses: "No job of any repository gets credentials in the account any more",
    safeWay: "Remove the provider from the stack's state with `terraform state rm` first",
  },
  {
    settings: ["pipeline.adminRole"],
    terraform: "Nothing; the pipeline's stacks are deployed with this role from now on",
  },
  {
    settings: settingsOf("defaults.function", [
      "memorySize",
      "timeout",
      "architecture",
      "logRetentionDays",
      "logKeyArn",
      "tracing",
      "logLevel",
      "environment",
    ]),
    terraform: "The same as with the setting of each function that takes the default",
  },
];
