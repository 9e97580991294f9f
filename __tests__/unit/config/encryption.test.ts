import { describeRules, linesOf } from "./sample";

const PATH = "sources.changes.encryption";
const REMEDY =
  "Use `encryption: { type: aws-owned }` (free, nothing to manage) or `encryption: { type: customer-managed }` (a key of your own).";
const AWS_MANAGED =
  "means the AWS-managed key (alias/aws/dynamodb), which no other account can use, so no consumer could read the stream";
const OWNED = { [PATH]: { type: "aws-owned" } };

describeRules(
  "an AWS-managed key is told by all its names",
  [
    { value: "aws-managed", at: PATH, cause: '"aws-managed"' },
    { value: "alias/aws/dynamodb", at: PATH, cause: '"alias/aws/dynamodb"' },
    { value: "on", at: PATH, cause: 'encryption "on" without a key' },
    { value: true, at: PATH, cause: 'encryption "true" without a key' },
    { value: "enabled", at: PATH, cause: 'encryption "enabled" without a key' },
    { value: { type: "aws-managed" }, at: `${PATH}.type`, cause: '"aws-managed"' },
    { value: { enabled: true }, at: `${PATH}.type`, cause: 'encryption "true" without a key' },
    { value: { type: "aws-owned", enabled: true }, at: `${PATH}.enabled`, cause: "encryption without a key" },
    {
      value: { type: "customer-managed", keyArn: "alias/aws/dynamodb" },
      at: `${PATH}.keyArn`,
      cause: '"alias/aws/dynamodb"',
    },
  ].map(({ value, at, cause }) => ({
    rule: JSON.stringify(value),
    passing: OWNED,
    failing: { [PATH]: value },
    lines: [`${at}: ${cause} ${AWS_MANAGED}. ${REMEDY}`],
  })),
);

describeRules("encryption", [
  {
    rule: "cannot be turned off",
    passing: { [PATH]: { type: "customer-managed" } },
    failing: { [PATH]: "off" },
    lines: [`${PATH}: "off" is impossible: DynamoDB encrypts every table. ${REMEDY}`],
  },
  {
    rule: "a key is named by its own ARN",
    passing: { [PATH]: { type: "customer-managed", keyArn: "arn:aws:kms:eu-central-1:111111111111:key/k" } },
    failing: { [PATH]: { type: "customer-managed", keyArn: "alias/mine" } },
    lines: [
      `${PATH}.keyArn: "alias/mine" is not a valid value here. Use the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID, not an alias), or leave the line out so that the source stack creates a key.`,
    ],
  },
  {
    rule: "a key is in the table's region",
    passing: {
      [PATH]: { type: "customer-managed", keyArn: "arn:aws:kms:eu-central-1:111111111111:key/k" },
    },
    failing: { [PATH]: { type: "customer-managed", keyArn: "arn:aws:kms:us-east-1:111111111111:key/k" } },
    lines: [
      `${PATH}.keyArn: the key is in us-east-1 but the table is in eu-central-1, and DynamoDB can use only keys in the table's region. Use a key in eu-central-1, or leave keyArn out so that the source stack creates one.`,
    ],
  },
  {
    rule: "a key is of the table's account",
    severity: "warning",
    passing: {
      [PATH]: { type: "customer-managed", keyArn: "arn:aws:kms:eu-central-1:111111111111:key/k" },
    },
    failing: {
      [PATH]: { type: "customer-managed", keyArn: "arn:aws:kms:eu-central-1:333333333333:key/k" },
    },
    lines: [
      `${PATH}.keyArn: the key belongs to account 333333333333 but the table belongs to 111111111111. Use a key in the table's account, or make sure that the key's policy allows both accounts.`,
    ],
  },
]);

test("a type that does not exist hides nothing and breaks nothing", () => {
  // Prepare
  const edits = { [PATH]: { type: "foo", keyArn: 5 } };

  // Act
  const lines = linesOf(edits);

  // Assess
  expect(lines).toEqual([
    `${PATH}.type: "foo" is not a valid value here. Use one of: aws-owned, customer-managed.`,
  ]);
});
