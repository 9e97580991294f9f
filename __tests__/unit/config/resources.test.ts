import { resolve } from "node:path";
import { describeRules, linesOf, sampleConsumer, sampleSource } from "./sample";

const FUNCTION = "consumers.handler.function";
const BUCKET_REMEDY = "Set failureBucketName to at most 63 lower-case letters, digits and hyphens.";
const secondReader = { "sources.changes.readers": [{ consumer: "handler" }, { consumer: "second" }] };

describeRules("tables", [
  {
    rule: "two attributes for two keys",
    passing: { "sources.changes.sortKey": { name: "at" } },
    failing: { "sources.changes.sortKey": { name: "id" } },
    lines: [
      'sources.changes.sortKey.name: "id" is already the partition key. Use another attribute, or remove sortKey.',
    ],
  },
  {
    rule: "a recovery period only with recovery",
    severity: "warning",
    passing: { "sources.changes.pointInTimeRecovery": { recoveryPeriodInDays: 7 } },
    failing: { "sources.changes.pointInTimeRecovery": { enabled: false, recoveryPeriodInDays: 7 } },
    lines: [
      "sources.changes.pointInTimeRecovery.recoveryPeriodInDays: has no effect while point-in-time recovery is off. Remove it, or set enabled to true.",
    ],
  },
]);

const BY_STATUS = "sources.changes.globalSecondaryIndexes.by-status";
const LOCAL = "sources.changes.localSecondaryIndexes";
const sortKey = { "sources.changes.sortKey": { name: "at", type: "N" } };
const status = { partitionKey: { name: "status" } };
const PROVISIONED = { "sources.changes.billing": { mode: "PROVISIONED", readCapacity: 1, writeCapacity: 1 } };
const manyOf = (count: number, index: object) =>
  Object.fromEntries(Array.from({ length: count }, (_, number) => [`index-${number}`, index]));
const including = (count: number) => ({
  ...status,
  projection: { type: "INCLUDE", attributes: Array.from({ length: count }, (_, number) => `a${number}`) },
});

const autoscaling = (settings: object) => ({
  "sources.changes.billing": {
    mode: "PROVISIONED",
    readCapacity: 5,
    writeCapacity: 5,
    autoscaling: settings,
  },
});
const AUTOSCALING = "sources.changes.billing.autoscaling";

describeRules("autoscaling", [
  {
    rule: "not in a sandbox, which has no Application Auto Scaling",
    passing: autoscaling({ read: { max: 100 } }),
    failing: { sandbox: true, ...autoscaling({ read: { max: 100 } }) },
    lines: [
      `${AUTOSCALING}: a sandbox cannot scale tables: the local AWS has no Application Auto Scaling. Remove it, or set billing.mode to PAY_PER_REQUEST.`,
    ],
  },
  {
    rule: "something scales",
    passing: autoscaling({ write: { max: 5 } }),
    failing: autoscaling({}),
    lines: [
      `${AUTOSCALING}: names neither read nor write, so nothing scales. Add one of them, or remove it.`,
    ],
  },
  {
    rule: "the most is no less than the least",
    passing: autoscaling({ read: { max: 5 }, write: { max: 5 } }),
    failing: autoscaling({ read: { max: 4 }, write: { max: 4 } }),
    lines: [
      `${AUTOSCALING}.read.max: 4 is less than the readCapacity of 5, the least that the table scales to. Use 5 or more, or lower readCapacity.`,
      `${AUTOSCALING}.write.max: 4 is less than the writeCapacity of 5, the least that the table scales to. Use 5 or more, or lower writeCapacity.`,
    ],
  },
  {
    rule: "a target that Application Auto Scaling accepts",
    passing: autoscaling({
      read: { max: 9, targetUtilization: 90 },
      write: { max: 9, targetUtilization: 20 },
    }),
    failing: autoscaling({
      read: { max: 9, targetUtilization: 91 },
      write: { max: 9, targetUtilization: 19 },
    }),
    lines: [
      `${AUTOSCALING}.read.targetUtilization: 91 is not a valid value here. Use a whole number from 20 to 90.`,
      `${AUTOSCALING}.write.targetUtilization: 19 is not a valid value here. Use a whole number from 20 to 90.`,
    ],
  },
  {
    rule: "an index takes the writes that the table scales to",
    severity: "warning",
    passing: {
      ...autoscaling({ write: { max: 100 } }),
      [BY_STATUS]: { ...status, readCapacity: 1, writeCapacity: 100 },
    },
    failing: {
      ...autoscaling({ write: { max: 100 } }),
      [BY_STATUS]: { ...status, readCapacity: 1, writeCapacity: 99 },
    },
    lines: [
      `${BY_STATUS}.writeCapacity: the table scales to 100 writes, but the index keeps 99 and throttles the table's writes beyond that. Raise it, unless only some of the items are in the index; or use on-demand capacity.`,
    ],
  },
]);

describeRules("indexes", [
  {
    rule: "an attribute of one type in all keys",
    passing: { ...sortKey, [BY_STATUS]: { ...status, sortKey: { name: "at", type: "N" } } },
    failing: { ...sortKey, [BY_STATUS]: { ...status, sortKey: { name: "at" } } },
    lines: [
      'sources.changes.globalSecondaryIndexes.by-status.sortKey.type: "at" is S here and N in sources.changes.sortKey, but an attribute has one type in all keys. Use the same type in both places.',
    ],
  },
  {
    rule: "two attributes for the two keys of an index",
    passing: { [BY_STATUS]: { ...status, sortKey: { name: "id" } } },
    failing: { [BY_STATUS]: { ...status, sortKey: { name: "status" } } },
    lines: [
      'sources.changes.globalSecondaryIndexes.by-status.sortKey.name: "status" is already the index\'s partition key. Use another attribute.',
    ],
  },
  {
    rule: "the partition key of a local index is the table's",
    passing: { ...sortKey, [LOCAL]: { "by-status": { sortKey: { name: "status" } } } },
    failing: { ...sortKey, [LOCAL]: { "by-status": { sortKey: { name: "id" } } } },
    lines: [
      'sources.changes.localSecondaryIndexes.by-status.sortKey.name: "id" is already the index\'s partition key. Use another attribute.',
    ],
  },
  {
    rule: "local indexes only with a sort key",
    passing: { ...sortKey, [LOCAL]: { "by-status": { sortKey: { name: "status" } } } },
    failing: { [LOCAL]: { "by-status": { sortKey: { name: "status" } } } },
    lines: [
      "sources.changes.localSecondaryIndexes: a table without a sort key can have no local secondary index. Make the index global, or give the table a sort key.",
    ],
  },
  {
    rule: "one index of a name",
    passing: {
      ...sortKey,
      [BY_STATUS]: status,
      [LOCAL]: { "by-status-local": { sortKey: { name: "status" } } },
    },
    failing: { ...sortKey, [BY_STATUS]: status, [LOCAL]: { "by-status": { sortKey: { name: "status" } } } },
    lines: [
      "sources.changes.localSecondaryIndexes.by-status: a global secondary index of the table has this name. Use another name.",
    ],
  },
  {
    rule: "at most five local indexes",
    passing: { ...sortKey, [LOCAL]: manyOf(5, { sortKey: { name: "status" } }) },
    failing: { ...sortKey, [LOCAL]: manyOf(6, { sortKey: { name: "status" } }) },
    lines: [
      "sources.changes.localSecondaryIndexes: has 6 indexes, more than the 5 that a table can have. Remove some, or make them global.",
    ],
  },
  {
    rule: "at most 20 global indexes without a quota increase",
    severity: "warning",
    passing: { "sources.changes.globalSecondaryIndexes": manyOf(20, status) },
    failing: { "sources.changes.globalSecondaryIndexes": manyOf(21, status) },
    lines: [
      "sources.changes.globalSecondaryIndexes: has 21 indexes, more than the 20 that AWS allows a table by default. Remove some, or have the quota raised before you deploy.",
    ],
  },
  {
    rule: "at most 100 projected attributes",
    passing: { "sources.changes.globalSecondaryIndexes": manyOf(5, including(20)) },
    failing: {
      "sources.changes.globalSecondaryIndexes": { ...manyOf(5, including(20)), more: including(1) },
    },
    lines: [
      "sources.changes: its indexes list 101 attributes, more than the 100 that DynamoDB allows all indexes of a table. List fewer, or let an index hold whole items (projection type ALL).",
    ],
  },
  {
    rule: "capacity of an index only with provisioned capacity",
    passing: { ...PROVISIONED, [BY_STATUS]: { ...status, readCapacity: 1, writeCapacity: 1 } },
    failing: { [BY_STATUS]: { ...status, writeCapacity: 1 } },
    lines: [
      "sources.changes.globalSecondaryIndexes.by-status.writeCapacity: an index of an on-demand table has no capacity of its own. Remove it, or set billing.mode to PROVISIONED.",
    ],
  },
  {
    rule: "provisioned capacity for every index",
    passing: { ...PROVISIONED, [BY_STATUS]: { ...status, readCapacity: 1, writeCapacity: 1 } },
    failing: { ...PROVISIONED, [BY_STATUS]: { ...status, readCapacity: 1 } },
    lines: [
      "sources.changes.globalSecondaryIndexes.by-status.writeCapacity: is missing, but the table's capacity is provisioned. Add it, 1 or more.",
    ],
  },
]);

describeRules("endless retries", [
  {
    rule: "retries or age end before the record expires",
    severity: "warning",
    passing: { "consumers.handler.mappings.0.maximumRetryAttempts": -1 },
    failing: {
      "consumers.handler.mappings.0.maximumRetryAttempts": -1,
      "consumers.handler.mappings.0.maximumRecordAgeInSeconds": 86_400,
    },
    lines: [
      "consumers.handler.mappings[0].maximumRetryAttempts: a batch that always fails blocks its shard until its records expire, and never reaches the failure bucket. Limit the retries, or set maximumRecordAgeInSeconds to less than 86400 (24 hours).",
    ],
  },
]);

describeRules("names of buckets", [
  {
    rule: "the default one holds no underscore",
    passing: { [`${FUNCTION}.name`]: "My_Handler", "consumers.handler.failureBucketName": "my-failures" },
    failing: { [`${FUNCTION}.name`]: "My_Handler" },
    lines: [
      `${FUNCTION}.name: the failure bucket would be named "my_handler-failures-222222222222-eu-central-1", and bucket names cannot contain underscores. ${BUCKET_REMEDY}`,
    ],
  },
  {
    rule: "the default one has 63 characters at most",
    passing: { [`${FUNCTION}.name`]: "a".repeat(28) },
    failing: { [`${FUNCTION}.name`]: "a".repeat(29) },
    lines: [
      `${FUNCTION}.name: the failure bucket would be named "${"a".repeat(29)}-failures-222222222222-eu-central-1", and bucket names have at most 63 characters, not 64. ${BUCKET_REMEDY}`,
    ],
  },
  ...[
    { name: "a..b", flaw: "bucket names cannot contain two dots in a row" },
    { name: "10.0.0.1", flaw: "bucket names cannot look like IP addresses" },
    { name: "xn--bucket", flaw: "S3 reserves names with this prefix" },
    { name: "bucket-s3alias", flaw: "S3 reserves names with this suffix" },
  ].map(({ name, flaw }) => ({
    rule: `not ${name}`,
    passing: { backend: { type: "s3", bucket: "states", keyPrefix: "a/b" } },
    failing: { backend: { type: "s3", bucket: name, keyPrefix: "a/b" } },
    lines: [`backend.bucket: ${flaw}. Use another name.`],
  })),
]);

describeRules("names that collide", [
  {
    rule: "tables of one account and region",
    passing: {
      "sources.other": sampleSource({ account: "consumer" }),
      "consumers.handler.mappings.1": { source: "other" },
    },
    failing: { "sources.other": sampleSource(), "consumers.handler.mappings.1": { source: "other" } },
    lines: [
      'sources.other.tableName: the table "Changes" is already defined by sources.changes.tableName. Rename one of the two.',
    ],
  },
  {
    rule: "roles of one account, whatever their case",
    passing: { ...secondReader, "consumers.second": sampleConsumer("second") },
    failing: { ...secondReader, "consumers.second": sampleConsumer("second", { roleName: "Handler-Role" }) },
    lines: [
      'consumers.second.roleName: the role "Handler-Role" is already defined by consumers.handler.roleName. Rename one of the two.',
    ],
  },
  {
    rule: "a function's role and the deploy role",
    passing: { "accounts.source.deployRole": "handler-role" },
    failing: { "accounts.consumer.deployRole": "handler-role" },
    lines: [
      'consumers.handler.roleName: the role "handler-role" is already defined by accounts.consumer.deployRole. Rename one of the two.',
    ],
  },
  {
    rule: "failure buckets of functions that differ in case only",
    passing: { ...secondReader, "consumers.second": sampleConsumer("second") },
    failing: {
      ...secondReader,
      "consumers.second": sampleConsumer("Handler", { roleName: "second-role" }),
    },
    lines: [
      'consumers.second.function.name: the bucket "handler-failures-222222222222-eu-central-1" is already defined by consumers.handler.function.name. Rename one of the two.',
    ],
  },
  {
    rule: "functions of one account",
    passing: {
      ...secondReader,
      "consumers.second": sampleConsumer("handler", { account: "source", roleName: "second-role" }),
    },
    failing: {
      ...secondReader,
      "consumers.second": sampleConsumer("handler", { roleName: "second-role", failureBucketName: "second" }),
    },
    lines: [
      'consumers.second.function.name: the function "handler" is already defined by consumers.handler.function.name. Rename one of the two.',
    ],
  },
]);

describeRules("environment variables of a function", [
  {
    rule: "not those that Lambda sets",
    passing: { [`${FUNCTION}.environment`]: { AWS_MAX_ATTEMPTS: "2" } },
    failing: { [`${FUNCTION}.environment`]: { AWS_REGION: "eu-central-1" } },
    lines: [`${FUNCTION}.environment.AWS_REGION: Lambda sets this variable itself. Use another name.`],
  },
  {
    rule: "a letter first",
    passing: { [`${FUNCTION}.environment`]: { HANDLER: "x" } },
    failing: { [`${FUNCTION}.environment`]: { _HANDLER: "x" } },
    lines: [
      `${FUNCTION}.environment._HANDLER: is not a valid name here. Use two or more letters, digits and underscores, starting with a letter.`,
    ],
  },
  {
    rule: "4096 bytes as JSON",
    passing: { [`${FUNCTION}.environment`]: { AB: "x".repeat(4096 - 9) } },
    failing: { [`${FUNCTION}.environment`]: { AB: "x".repeat(4097 - 9) } },
    lines: [
      `${FUNCTION}.environment: the variables take 4097 bytes, and Lambda allows 4096. Keep large values in a file beside the function or in Parameter Store.`,
    ],
  },
]);

const manyTags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, place) => [`tag${place}`, ""]));

describeRules("tags", [
  {
    rule: "50 of a resource",
    passing: { "accounts.source.tags": manyTags(50) },
    failing: { "accounts.source.tags": manyTags(51) },
    lines: ["accounts.source.tags: 51 tags are more than the 50 that a resource can have. Remove some."],
  },
  {
    rule: "no aws: prefix",
    passing: { "accounts.source.tags": { "awsome:x": "y" } },
    failing: { "accounts.source.tags": { "aws:x": "y" } },
    lines: ['accounts.source.tags["aws:x"]: AWS reserves the prefix aws:. Use another prefix.'],
  },
  {
    rule: "keys of 128 characters",
    passing: { "accounts.source.tags": { ["k".repeat(128)]: "" } },
    failing: { "accounts.source.tags": { ["k".repeat(129)]: "" } },
    lines: [
      `accounts.source.tags.${"k".repeat(129)}: tag keys have 1 to 128 characters, not 129. Rename it.`,
    ],
  },
  {
    rule: "values of 256 characters",
    passing: { "accounts.source.tags": { key: "v".repeat(256) } },
    failing: { "accounts.source.tags": { key: "v".repeat(257) } },
    lines: ["accounts.source.tags.key: tag values have at most 256 characters, not 257. Shorten it."],
  },
  {
    rule: "characters that AWS allows",
    passing: { "accounts.source.tags": { "Größe / x": "a+b=c@d:e_f.g-h" } },
    failing: { "accounts.source.tags": { "a&b": "c?" } },
    lines: [
      'accounts.source.tags["a&b"]: contains characters that AWS does not allow in tag keys. Use only letters, digits, spaces and _ . : / = + - @.',
      'accounts.source.tags["a&b"]: "c?" contains characters that AWS does not allow in tag values. Use only letters, digits, spaces and _ . : / = + - @.',
    ],
  },
]);

describeRules("workspaces of Terraform Cloud", [
  {
    rule: "names of 90 characters",
    passing: { backend: { type: "cloud", organization: "org", workspacePrefix: "p".repeat(82) } },
    failing: { backend: { type: "cloud", organization: "org", workspacePrefix: "p".repeat(83) } },
    lines: [
      `backend.workspacePrefix: the workspace "${"p".repeat(83)}consumer" would have 91 characters, more than the 90 that Terraform Cloud allows. Shorten the prefix, or give that source or consumer a shorter name with \`stack\`.`,
    ],
  },
]);

test("a function's entry file must exist, and the message says where it looked", () => {
  // Prepare
  const edits = { [`${FUNCTION}.entry`]: "lambda-src/nowhere.ts" };

  // Act
  const lines = linesOf(edits);

  // Assess
  const file = resolve(__dirname, "../../../lambda-src/nowhere.ts");
  expect(lines).toEqual([
    `${FUNCTION}.entry: there is no file ${file}. Use the path of the file that exports \`handler\`, relative to the project's root.`,
  ]);
});
