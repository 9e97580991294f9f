import { inventoryFindings } from "../../../access/inventory/inventory-findings";
import { differences } from "../../../access/matrix";
import { differenceText } from "../../../access/report/text";
import { temporaryFolder } from "../support/temporary-folder";
import { changed, matrixOf, modelOf, type Variant, variantOf } from "./judged";

const folder = temporaryFolder();
const KEY = "arn:aws:kms:eu-central-1:111111111111:key/k-1";
const EDITS = {
  "sources.changes.existing": true,
  "sources.changes.encryption": { type: "customer-managed", keyArn: KEY },
};

const CASES = [
  ["handler / stream handler", "GetRecords", "stream of Changes", "allow"],
  ["handler / stream handler", "Scan", "table Changes", "deny"],
  ["another role of consumer", "GetRecords", "stream of Changes", "deny"],
] as const;

test("the stream of a table that somebody else made is judged like any other", async () => {
  // Prepare
  const variant = variantOf(EDITS, folder);

  // Act
  const matrix = await matrixOf(variant);

  // Assess
  const decisionOn = (principal: string, action: string, resource: string) =>
    matrix.cells.find(
      (cell) => cell.principal === principal && cell.action === action && cell.resource === resource,
    )?.decision;
  expect(CASES.map(([who, action, what]) => decisionOn(who, action, what))).toEqual(
    CASES.map(([, , , decision]) => decision),
  );
  expect(differences(matrix).map(differenceText)).toEqual([]);
});

test("its key belongs to its owner: only what is deployed can judge it", () => {
  // Act
  const { onlyDeployed } = modelOf(variantOf(EDITS, folder));

  // Assess
  expect(onlyDeployed).toEqual([
    {
      source: "changes",
      label: `key ${KEY}`,
      kind: "key",
      arn: KEY,
      accountId: "111111111111",
      region: "eu-central-1",
      tableName: "Changes",
    },
  ]);
});

test("a stream policy that lets in another role is found", async () => {
  // Prepare
  const variant = changed(variantOf(EDITS, folder), "role/handler-role", "role/other");

  // Act
  const lines = differences(await matrixOf(variant)).map(differenceText);

  // Assess
  expect(lines.some((line) => line.includes("stream of Changes"))).toBe(true);
});

function findingsIn({ environment, stacks }: Variant) {
  return inventoryFindings({ name: "test", environment }, stacks).map(({ place }) => place);
}

test("the stacks hold what the file implies", () => {
  // Act
  const findings = findingsIn(variantOf(EDITS, folder));

  // Assess
  expect(findings).toEqual([]);
});

test.each([
  ["another table", '"name":"Changes"', '"name":"Other"', /^source data\.aws_dynamodb_table\.table name$/],
  [
    "a table of any stream",
    "!self.stream_enabled || ",
    "true || ",
    /data\.aws_dynamodb_table\.table lifecycle/,
  ],
  ["a table of any key", "one.enabled && ", "true || ", /data\.aws_dynamodb_table\.table lifecycle/],
  [
    "another key",
    `"key_id":"${KEY}"`,
    '"key_id":"alias/aws/dynamodb"',
    /data\.aws_kms_key\.table_key key_id/,
  ],
  ["a key that AWS manages", '\\"CUSTOMER\\"', '\\"AWS\\"', /data\.aws_kms_key\.table_key lifecycle/],
  ["that destroys the table", '"destroy":false', '"destroy":true', /^source removed/],
  ["that forgets a policy", "aws_kms_key.table_key", "aws_dynamodb_resource_policy.x", /^source removed/],
])("a stack with %s is found", (_, from, to, place) => {
  // Prepare
  const variant = changed(variantOf(EDITS, folder), from, to);

  // Act
  const findings = findingsIn(variant);

  // Assess
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.every((one) => place.test(one))).toBe(true);
});
