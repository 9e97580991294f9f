import { type Change, settingsOf } from "./change";

const TABLES = ["sources.<name>", "sources.<name>.tables.<name>"];

/** The same settings of streamed tables and of those without a stream. */
function ofTables(...keys: readonly string[]): string[] {
  return TABLES.flatMap((part) => settingsOf(part, keys));
}

/** Settings of sources and their tables. */
export const TABLE_CHANGES: readonly Change[] = [
  {
    settings: ["sources", "sources.<name>.tables"],
    terraform:
      "A new entry is created. A table whose entry is gone is destroyed; the stack of a removed source stays",
    loses:
      "The data of the table, and with a removed source everything but what Terraform still knows in its state",
    safeWay:
      "Destroy the stack of a source before you remove its entry. Deletion protection refuses to delete a table",
    test: "changes/tables.test.ts",
  },
  {
    settings: [...ofTables("tableName"), "sources.<name>.partitionKey.name"],
    terraform: "Replaces the table: destroys it and creates an empty one",
    loses: "All data. With deletion protection the plan is refused (`prevent_destroy`)",
    safeWay: "Add a source or table with the new name, move the data, and then remove the old one",
    test: "changes/tables.test.ts",
  },
  {
    settings: ["sources.<name>.partitionKey.type"],
    terraform: "Nothing, and it does not say so: the type of a key cannot change",
    loses: "The file no longer says what is deployed",
    safeWay: "Add a source or table with the new type, move the data, and then remove the old one",
    test: "changes/tables.test.ts",
  },
  {
    settings: ["sources.<name>.sortKey"],
    terraform: "Replaces the table, as a new partition key does",
    loses: "All data. With deletion protection the plan is refused (`prevent_destroy`)",
    safeWay: "Add a source or table with the new key, move the data, and then remove the old one",
    test: "changes/tables.test.ts",
  },
  {
    settings: ofTables("adopt"),
    terraform:
      "Imports the table that is there, instead of creating one; nothing if the stack knows the table already",
    loses: "Nothing. Where the entry differs from the table, the plan changes or replaces the table",
    safeWay:
      "Write the entry with `npm run adopt`, and read the plan ([existing-tables.md](existing-tables.md))",
    test: "adopt.test.ts",
  },
  {
    settings: ["sources.<name>.existing"],
    terraform:
      "Turned on, the stack forgets the table, and the key that it made for it, and looks them up from then on. Turned off, it makes a table, and fails because there is one of this name, unless the entry says `adopt: true`",
    loses: "Nothing. Table, stream and key stay as they are",
    safeWay:
      "Remove the settings that only a made table has, and name the key in `encryption.keyArn`, before you turn it on ([existing-tables.md](existing-tables.md))",
    test: "changes/existing-table.test.ts",
  },
  {
    settings: [
      ...ofTables("globalSecondaryIndexes"),
      ...settingsOf("sources.<name>.globalSecondaryIndexes.<name>.projection", ["type", "attributes"]),
    ],
    terraform:
      "Adds and removes indexes in place, one after another. An index with another key or projection is deleted and made again",
    loses:
      "Queries of an index fail from its deletion until DynamoDB has filled it again, which takes long with a large table",
    safeWay: "Add an index under a new name, let the readers use it, then remove the old one",
  },
  {
    settings: settingsOf("sources.<name>.globalSecondaryIndexes.<name>", ["readCapacity", "writeCapacity"]),
    terraform: "Updates the table in place",
    loses: "An index that takes fewer writes than the table gets throttles the writes of the table",
  },
  {
    settings: ofTables("localSecondaryIndexes"),
    terraform: "Replaces the table: DynamoDB makes local indexes together with their table only",
    loses: "All data. With deletion protection the plan is refused (`prevent_destroy`)",
    safeWay:
      "Use a global index, or add a source or table with the new indexes, move the data, and then remove the old one",
    test: "changes/indexes.test.ts",
  },
  {
    settings: settingsOf("sources.<name>.timeToLive", ["attribute", "enabled"]),
    terraform:
      "Updates the table in place. To turn it off, set `enabled` to false: without the group, the table keeps what it has",
    loses:
      "Items that expired by the named attribute are deleted within days, and their deletions are in the stream. DynamoDB accepts one change an hour",
    safeWay: "Make sure that the attribute holds seconds, not milliseconds, before you name it",
    test: "changes/indexes.test.ts",
  },
  {
    settings: settingsOf("sources.<name>.billing", ["mode", "readCapacity", "writeCapacity"]),
    terraform: "Updates the table in place; together with `deletionProtection` the plan is refused",
    loses: "Writes that exceed a capacity that is too small are throttled",
    safeWay: "Change one of the two, deploy, then change the other one",
    test: "changes/table-protection.test.ts",
  },
  {
    settings: [
      ...["read", "write"].flatMap((kind) =>
        settingsOf(`sources.<name>.billing.autoscaling.${kind}`, ["max", "targetUtilization"]),
      ),
    ],
    terraform:
      "Makes, updates or removes the scalable target and its policy; the table stays. While it scales, Terraform leaves the table's capacity alone; without it, Terraform sets the capacity that is stated",
    loses:
      "Without it, requests beyond the stated capacity are throttled. When an on-demand table becomes provisioned with autoscaling, the provider starts with 1 unit",
    safeWay: "State a capacity that serves the usual load before you remove it",
    test: "changes/autoscaling.test.ts",
  },
  {
    settings: ofTables("deletionProtection"),
    terraform: "Updates the table in place; together with `billing` the plan is refused",
    loses:
      "Without it, a change that replaces the table is planned and deletes it, and batches in the failure bucket go with its stack",
    safeWay: "Leave it on. It takes a reason to turn it off (`unprotectedBecause`)",
    test: "changes/table-protection.test.ts",
  },
  { settings: ofTables("unprotectedBecause"), terraform: "Nothing" },
  {
    settings: ["sources.<name>.pointInTimeRecovery.enabled"],
    terraform: "Updates the table in place",
    loses: "Turned off, all continuous backups; turned on again, they start from that moment",
    safeWay: "Leave it on, or make an on-demand backup first",
    test: "changes/in-place.test.ts",
  },
  {
    settings: ["sources.<name>.pointInTimeRecovery.recoveryPeriodInDays"],
    terraform: "Updates the table in place",
    loses: "A shorter period ends the backups that are older",
    safeWay: "Make an on-demand backup first if you need them",
    test: "changes/in-place.test.ts",
  },
];
