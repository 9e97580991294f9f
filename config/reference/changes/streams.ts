import { type Change, settingsOf } from "./change";

/** Settings of a source that concern its stream, and who reads it. */
export const STREAM_CHANGES: readonly Change[] = [
  {
    settings: ["sources.<name>.stack", "consumers.<name>.stack"],
    terraform:
      "Plans everything as new, because a stack finds its state by its name. The old stack stays deployed",
    loses: "Nothing at once: the deployment fails because the names of the resources are in use",
    safeWay: "Move the state first ([upgrading.md](upgrading.md#names-of-stacks))",
    test: "changes/place.test.ts",
  },
  {
    settings: settingsOf("sources.<name>.encryption", ["type", "keyArn"]),
    terraform:
      "Creates the new key if it is the stack's, updates the table in place, and then schedules the stack's old key for deletion",
    loses:
      "Nothing in the table. Backups that the old key encrypted need it, so cancel its deletion within 30 days if you want to restore one. Readers of a table with a new key wait until their own stack is deployed",
    safeWay:
      "Deploy source and consumers together. Wait until the consumers have read everything first: AWS does not say whether records that are in the stream already stay readable without the old key",
    test: "changes/encryption.test.ts",
  },
  {
    settings: settingsOf("sources.<name>", ["streamViewType", "replaceStream"]),
    terraform:
      "Is refused without `replaceStream`. With it, replaces the stream, its policy and the mappings",
    loses: "Records of the old stream that no consumer has read by then",
    safeWay: "[Replace a stream](#replace-a-stream)",
    test: "changes/stream-view-type.test.ts",
  },
  { settings: ["sources.<name>.smokeTest.key"], terraform: "Nothing" },
  {
    settings: [
      "sources.<name>.readers",
      ...settingsOf("sources.<name>.readers", ["consumer", "role", "grant"]),
    ],
    terraform: "Updates the stream's policy and the key's policy in place",
    loses:
      "A reader that is removed stops within minutes ([security model](security-model.md#revoking-access)); what it has not read within 24 hours is lost to it. `role-arn` is refused while the role does not exist",
    safeWay: "Remove the mapping and deploy the consumer, then remove the reader",
    test: "changes/reading.test.ts",
  },
  {
    settings: [
      "sources.<name>.accessRoles",
      ...settingsOf("sources.<name>.accessRoles.<name>", ["roleName", "rolePath"]),
    ],
    terraform: "Replaces the role",
    loses: "Functions that assume the old role are refused until their own stack is deployed",
    safeWay: "Add a second role, let the functions use it, then remove the first",
    test: "changes/reader-api.test.ts",
  },
  {
    settings: [
      ...settingsOf("sources.<name>.accessRoles.<name>", [
        "allow",
        "trusted",
        "operators",
        "permissionsBoundaryArn",
        "managedPolicies",
        "maxSessionDuration",
      ]),
      ...settingsOf("sources.<name>.accessRoles.<name>.allow", ["actions", "table"]),
      ...settingsOf("sources.<name>.accessRoles.<name>.trusted", ["consumer", "function", "grant"]),
    ],
    terraform: "Updates the role in place",
    loses:
      "What is no longer allowed is refused. Sessions that were given before keep working for up to an hour",
    test: "changes/reader-api.test.ts",
  },
  {
    settings: ["sources.<name>.accessRoles.<name>.externalId"],
    terraform: "Updates the role's trust policy, and the variable of the functions that assume it",
    loses: "Calls are refused between the deployment of the source and that of the consumer",
    safeWay: "Deploy both together",
    test: "changes/reader-api.test.ts",
  },
];
