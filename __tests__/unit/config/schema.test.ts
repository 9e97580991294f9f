import { describeRules } from "./sample";

const SOURCE = "sources.changes";
const FUNCTION = "consumers.handler.function";
const MAPPING = "consumers.handler.mappings.0";
const INDEX = "consumers.handler.mappings[0]";

describeRules("the shape of an environment", [
  {
    rule: "the region looks like one",
    passing: { region: "us-gov-west-1" },
    failing: { region: "Frankfurt" },
    lines: [
      'region: "Frankfurt" is not a valid value here. Use the name of an AWS region, such as eu-central-1.',
    ],
  },
  {
    rule: "account IDs have 12 digits",
    passing: { "accounts.source.id": "000000000012" },
    failing: { "accounts.source.id": "12345678901" },
    lines: [
      'accounts.source.id: "12345678901" is not a valid value here. Use exactly 12 digits, in quotes: YAML reads bare digits as a number and drops leading zeros.',
    ],
  },
  {
    rule: "account IDs are strings",
    passing: { "accounts.source.id": "111111111111" },
    failing: { "accounts.source.id": 111111111111 },
    lines: [
      "accounts.source.id: 111111111111 is not a valid value here. Use exactly 12 digits, in quotes: YAML reads bare digits as a number and drops leading zeros.",
    ],
  },
  {
    rule: "a deploy role is a name or null",
    passing: { "accounts.source.deployRole": null },
    failing: { "accounts.source.deployRole": "arn:aws:iam::111111111111:role/Deploy" },
    lines: [
      'accounts.source.deployRole: "arn:aws:iam::111111111111:role/Deploy" is not a valid value here. Use the name of an IAM role (without arn:…), or null to deploy with the caller\'s own credentials.',
    ],
  },
  {
    rule: "unknown keys are errors, with the nearest one named",
    passing: { [`${SOURCE}.tableName`]: "Changes" },
    failing: { "accounts.source.ID": "111111111111" },
    lines: [
      "accounts.source.ID: is not a key of the environment file. Did you mean id? The valid keys are: id, deployRole, tags.",
    ],
  },
  {
    rule: "every unknown key has its own line",
    passing: {},
    failing: { [`${MAPPING}.x`]: 1, [`${SOURCE}.partitionKey.kind`]: "S" },
    lines: [
      "sources.changes.partitionKey.kind: is not a key of the environment file. The valid keys are: name, type.",
      `${INDEX}.x: is not a key of the environment file. The valid keys are: source, enabled, startingPosition, batchSize, maximumBatchingWindowInSeconds, parallelizationFactor, maximumRetryAttempts, maximumRecordAgeInSeconds, bisectBatchOnFunctionError, filters.`,
    ],
  },
  {
    rule: "a required key is there",
    passing: { [`${SOURCE}.sortKey`]: { name: "at" } },
    failing: { [`${SOURCE}.sortKey`]: { type: "N" } },
    lines: ["sources.changes.sortKey.name: is missing. Add it. Name of the attribute."],
  },
  {
    rule: "a name that refers to another part is there, and a name",
    passing: { [`${SOURCE}.readers`]: [{ consumer: "handler" }] },
    failing: { [`${SOURCE}.readers`]: [{}, { consumer: 5 }] },
    lines: [
      "sources.changes.readers[1].consumer: 5 is not a valid value here. Use the name of a consumer.",
      "sources.changes.readers[0]: names nobody. Add `consumer`, a key of `consumers`, or `role`, the ARN of a role.",
    ],
  },
  {
    rule: "a required key is not empty",
    passing: {},
    failing: { "consumers.handler.roleName": null },
    lines: ["consumers.handler.roleName: is empty. Use a string."],
  },
  {
    rule: "names of the file's own are plain",
    passing: { "accounts.team-2": { id: "333333333333" } },
    failing: { "accounts.Team 2": { id: "333333333333" } },
    lines: [
      'accounts["Team 2"]: is not a valid name here. Use at most 63 lower-case letters, digits and hyphens, starting with a letter.',
    ],
  },
  {
    rule: "an enumeration says its values",
    passing: { [`${SOURCE}.streamViewType`]: "KEYS_ONLY" },
    failing: { [`${SOURCE}.streamViewType`]: "NEW_IMAGES" },
    lines: [
      'sources.changes.streamViewType: "NEW_IMAGES" is not a valid value here. Did you mean NEW_IMAGE? Use one of: KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES.',
    ],
  },
  {
    rule: "a discriminator says its values",
    passing: { backend: { type: "local" } },
    failing: { backend: { type: "S3", bucket: 5 } },
    lines: ['backend.type: "S3" is not a valid value here. Did you mean s3? Use one of: local, s3, cloud.'],
  },
  {
    rule: "text that looks like a number is quoted",
    passing: { [`${FUNCTION}.environment`]: { LIMIT: "5" } },
    failing: { [`${FUNCTION}.environment`]: { LIMIT: 5 } },
    lines: [
      'consumers.handler.function.environment.LIMIT: 5 is not a valid value here. Put it in quotes: "5".',
    ],
  },
  {
    rule: "a mapping knows no other starting position",
    passing: { [`${MAPPING}.startingPosition`]: "LATEST" },
    failing: { [`${MAPPING}.startingPosition`]: "AT_TIMESTAMP" },
    lines: [
      `${INDEX}.startingPosition: "AT_TIMESTAMP" is not a valid value here. Use TRIM_HORIZON (recommended) or LATEST: DynamoDB streams have no other starting positions.`,
    ],
  },
  {
    rule: "logs have one of CloudWatch's retentions",
    passing: { [`${FUNCTION}.logRetentionDays`]: 3653 },
    failing: { [`${FUNCTION}.logRetentionDays`]: 31 },
    lines: [
      "consumers.handler.function.logRetentionDays: 31 is not a valid value here. CloudWatch Logs supports only these retention periods: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
    ],
  },
]);

const ranges: [path: string, shown: string, min: number, max: number][] = [
  [`${MAPPING}.batchSize`, `${INDEX}.batchSize`, 1, 10_000],
  [`${MAPPING}.maximumBatchingWindowInSeconds`, `${INDEX}.maximumBatchingWindowInSeconds`, 0, 300],
  [`${MAPPING}.parallelizationFactor`, `${INDEX}.parallelizationFactor`, 1, 10],
  [`${MAPPING}.maximumRetryAttempts`, `${INDEX}.maximumRetryAttempts`, -1, 10_000],
  [`${FUNCTION}.memorySize`, `${FUNCTION}.memorySize`, 128, 10_240],
  [`${FUNCTION}.timeout`, `${FUNCTION}.timeout`, 1, 900],
  [
    `${SOURCE}.pointInTimeRecovery.recoveryPeriodInDays`,
    `${SOURCE}.pointInTimeRecovery.recoveryPeriodInDays`,
    1,
    35,
  ],
];

describeRules(
  "AWS's ranges",
  ranges.flatMap(([path, shown, min, max]) =>
    [
      { bound: min, beyond: min - 1 },
      { bound: max, beyond: max + 1 },
      { bound: min, beyond: min + 0.5 },
    ].map(({ bound, beyond }) => ({
      rule: `${path} takes ${bound}, not ${beyond}`,
      passing: { [path]: bound },
      failing: { [path]: beyond },
      lines: [`${shown}: ${beyond} is not a valid value here. Use a whole number from ${min} to ${max}.`],
    })),
  ),
);

describeRules(
  "the age of records",
  [
    { good: -1, bad: 0 },
    { good: 60, bad: 59 },
    { good: 604_800, bad: 604_801 },
  ].map(({ good, bad }) => ({
    rule: `${good}, not ${bad}`,
    passing: { [`${MAPPING}.maximumRecordAgeInSeconds`]: good },
    failing: { [`${MAPPING}.maximumRecordAgeInSeconds`]: bad },
    lines: [
      `${INDEX}.maximumRecordAgeInSeconds: ${bad} is not a valid value here. Use -1 (until the record expires) or a whole number from 60 to 604800.`,
    ],
  })),
);
