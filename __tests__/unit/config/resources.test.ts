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
