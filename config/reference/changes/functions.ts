import { type Change, settingsOf } from "./change";

const FUNCTIONS = [
  "consumers.<name>.function",
  "consumers.<name>.readerApi.function",
  "consumers.<name>.accountSwitcher.function",
  "consumers.<name>.usageMeter.function",
];
const OWNERS = [
  "consumers.<name>",
  "consumers.<name>.readerApi",
  "consumers.<name>.accountSwitcher",
  "consumers.<name>.usageMeter",
];

function ofFunctions(...keys: readonly string[]): string[] {
  return FUNCTIONS.flatMap((part) => settingsOf(part, keys));
}

function ofOwners(...keys: readonly string[]): string[] {
  return OWNERS.flatMap((part) => settingsOf(part, keys));
}

/** Settings of functions and their roles. */
export const FUNCTION_CHANGES: readonly Change[] = [
  {
    settings: ofFunctions("name"),
    terraform:
      "Replaces the function and its log group; the mapping keeps its UUID and its place in the stream",
    loses:
      "The logs. The failure bucket with its batches as well, if its name comes from the function's. An API is called by another name, and its access log is replaced",
    safeWay: "Set `failureBucketName` to the bucket's present name first, and export the logs that you need",
    test: "changes/pipeline-settings.test.ts",
  },
  {
    settings: ofOwners("roleName", "rolePath"),
    terraform: "Replaces the role; the stream's policy admits the new one instead of the old one",
    loses: "Nothing: reading stops until source and consumer are deployed, and goes on where it stopped",
    safeWay: "Deploy source and consumer together",
    test: "changes/pipeline-settings.test.ts",
  },
  { settings: ofOwners("permissionsBoundaryArn"), terraform: "Updates the role in place" },
  {
    settings: ofFunctions("entry", "memorySize", "timeout", "architecture", "environment", "logLevel"),
    terraform: "Updates the function in place",
    loses: "A function that fails with the new setting sends batches to the failure bucket",
    safeWay: "Try the function with `npm run invoke` first",
    test: "changes/in-place.test.ts",
  },
  {
    settings: [
      ...ofFunctions("permissions"),
      ...settingsOf("consumers.<name>.function.permissions", [
        "because",
        "actions",
        "resources",
        "conditions",
        "wildcardBecause",
        "table",
        "access",
        "queue",
        "eventBus",
      ]),
    ],
    terraform: "Updates the role's policy of permissions in place, or creates or destroys it",
    loses: "A function without a permission that it still uses sends batches to the failure bucket",
    safeWay: "Deploy the code that no longer uses a permission first, and remove the permission after that",
    test: "changes/failing.test.ts",
  },
  {
    settings: ofFunctions("reservedConcurrency"),
    terraform: "Updates the function in place",
    loses: "With 0 nothing is read. Records that are not read within 24 hours are lost",
    safeWay: "Give the concurrency back within 23 hours: nothing that waited is lost",
    test: "changes/in-place.test.ts",
  },
  {
    settings: ofFunctions("tracing"),
    terraform: "Updates the function and its role's policy in place",
  },
  {
    settings: ofFunctions("logRetentionDays"),
    terraform: "Updates the log group in place",
    loses: "A shorter time deletes the logs that are older",
    safeWay: "Export the logs that you need first",
    test: "changes/in-place.test.ts",
  },
  {
    settings: ofFunctions("logKeyArn"),
    terraform: "Updates the log group in place",
    loses: "Logs that were written before stay encrypted with the old key",
    safeWay: "Keep the old key until those logs have expired",
  },
];
