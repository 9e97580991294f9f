import { type Change, settingsOf } from "./change";

/** Settings of consumers besides their functions. */
export const CONSUMER_CHANGES: readonly Change[] = [
  {
    settings: ["consumers"],
    terraform: "A new entry is created. The stack of a removed consumer stays",
    loses: "A consumer that nobody manages goes on reading",
    safeWay: "Destroy the stack of a consumer before you remove its entry",
    test: "changes/environments.test.ts",
  },
  {
    settings: ["consumers.<name>.failureBucketName"],
    terraform: "Replaces the bucket",
    loses:
      "The batches in it, if the tables of all its sources may be deleted as well. Otherwise the apply fails while the bucket holds any",
    safeWay: "Process the batches, or copy them, before you change the name",
    test: "changes/reading.test.ts",
  },
  {
    settings: settingsOf("consumers.<name>.failureBucket", ["versioning"]),
    terraform:
      "Turned off, deletes the bucket's versioning and the rule about old versions. S3 keeps the versions that are there",
    loses: "From then on a batch that is overwritten or deleted is gone",
    safeWay: "Leave it on",
    test: "changes/in-place.test.ts",
  },
  {
    settings: settingsOf("consumers.<name>.failureBucket", ["removeOldVersionsAfterDays"]),
    terraform: "Updates the bucket's rule in place",
    loses: "A shorter time removes old versions, which are the only copies of deleted batches",
    safeWay: "Copy the versions that you still need first",
    test: "changes/in-place.test.ts",
  },
  {
    settings: settingsOf("consumers.<name>.operatorRole", ["roleName", "rolePath"]),
    terraform: "Creates, destroys or replaces the role",
    loses:
      "Operators are refused until source and consumer are deployed; nothing that is deployed needs the role",
    safeWay: "Change it when no re-drive or backfill is under way",
    test: "changes/operator-role.test.ts",
  },
  {
    settings: settingsOf("consumers.<name>.operatorRole", [
      "trusted",
      "externalId",
      "permissionsBoundaryArn",
    ]),
    terraform: "Updates the role in place",
    loses: "Sessions that were given before keep working for up to an hour",
    test: "changes/operator-role.test.ts",
  },
  {
    settings: ["consumers.<name>.mappingsPerStack"],
    terraform: "Nothing; it is a check of the file",
  },
  {
    settings: ["consumers.<name>.mappingStacks"],
    terraform:
      "Destroys the mappings whose stack changes, and creates them in the other stack. Alarms about them as well",
    loses:
      "The places of these mappings in their streams: they read the last 24 hours again, or with `LATEST` nothing of it. Where the new stack is deployed before the old one, Lambda refuses the second mapping of a stream and a function",
    safeWay:
      "Before the deployment, run `npm run mapping-stacks -- move`, which takes them from state to state ([scale.md](scale.md#mapping-stacks))",
    test: "changes/mapping-stacks.test.ts",
  },
  {
    settings: ["consumers.<name>.mappings", ...settingsOf("consumers.<name>.mappings", ["source"])],
    terraform: "Creates or destroys a mapping. Other mappings keep their place",
    loses:
      "The place in the stream. Added again, a mapping reads everything of the last 24 hours again, or with `LATEST` nothing of it",
    safeWay: "To pause, set `enabled: false` instead",
    test: "changes/reading.test.ts",
  },
  {
    settings: ["consumers.<name>.mappings.enabled"],
    terraform: "Updates the mapping in place; it keeps its place in the stream",
    loses: "Records that are older than 24 hours by the time it reads again",
    safeWay: "Pause for less than 23 hours: then even a batch that fails reaches the failure bucket",
    test: "changes/pipeline-settings.test.ts",
  },
  {
    settings: ["consumers.<name>.mappings.startingPosition"],
    terraform: "Replaces the mapping, which loses its place in the stream",
    loses:
      "With `LATEST`, every record that was not read. With `TRIM_HORIZON` nothing, but 24 hours are read again",
    safeWay: "Leave it as it is: it matters only when a mapping is created",
    test: "changes/pipeline-settings.test.ts",
  },
  {
    settings: settingsOf("consumers.<name>.mappings", [
      "batchSize",
      "maximumBatchingWindowInSeconds",
      "parallelizationFactor",
      "bisectBatchOnFunctionError",
    ]),
    terraform: "Updates the mapping in place; it keeps its place in the stream",
    test: "changes/in-place.test.ts",
  },
  {
    settings: settingsOf("consumers.<name>.mappings", ["maximumRetryAttempts", "maximumRecordAgeInSeconds"]),
    terraform: "Updates the mapping in place; it keeps its place in the stream",
    loses: "With less, a batch that is being retried goes to the failure bucket at once",
    safeWay:
      "Keep the age below 24 hours: older records leave the stream before they reach the failure bucket",
    test: "changes/failing.test.ts",
  },
  {
    settings: ["consumers.<name>.mappings.filters"],
    terraform: "Updates the mapping in place; it keeps its place in the stream",
    loses:
      "Records that no filter lets through are passed over for good, those that wait in the stream included",
    safeWay: "Let the consumer read to the end before you narrow a filter",
    test: "changes/reading.test.ts",
  },
];
