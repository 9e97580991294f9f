import { differences } from "../../../access/matrix";
import { differenceText } from "../../../access/report/text";
import { ON_CALL, OPERATED } from "../config/sample-operator";
import { temporaryFolder } from "../support/temporary-folder";
import { changed, matrixOf, variantOf } from "./judged";

const folder = temporaryFolder();

const OPERATOR = "handler / operator role";
const BUCKET = "bucket handler-failures-222222222222-eu-central-1";
const TAKEN_BUCKET = "handler-failures-222222222222-eu-central-1, created again by a stranger for everyone";
const ROLE = "role handler-operator";
const ACCESS_ROLE = "role read-for-operators";

/** Who, what, on what, and what AWS would decide. */
const CASES = [
  [OPERATOR, "ListBucket", BUCKET, "allow"],
  [OPERATOR, "GetObject", BUCKET, "allow"],
  [OPERATOR, "DeleteObject", BUCKET, "allow"],
  [OPERATOR, "DeleteObjectVersion", BUCKET, "deny"],
  [OPERATOR, "PutObject", BUCKET, "deny"],
  [OPERATOR, "PutObject of the ledger", BUCKET, "allow"],
  [OPERATOR, "DeleteObject of the ledger", BUCKET, "deny"],
  [OPERATOR, "ListBucket without TLS", BUCKET, "deny"],
  [OPERATOR, "PutBucketPolicy", BUCKET, "deny"],
  [OPERATOR, "GetObject", TAKEN_BUCKET, "deny"],
  [OPERATOR, "GetObject", "another bucket of handler's account", "deny"],
  [OPERATOR, "InvokeFunction", "function handler", "allow"],
  [OPERATOR, "GetFunctionConfiguration", "function handler", "allow"],
  [OPERATOR, "UpdateFunctionCode", "function handler", "deny"],
  [OPERATOR, "InvokeFunction", "another function of handler's account", "deny"],
  [OPERATOR, "FilterLogEvents", "log group /aws/lambda/handler", "allow"],
  [OPERATOR, "PutLogEvents", "log group /aws/lambda/handler", "deny"],
  [OPERATOR, "FilterLogEvents", "another log group of handler's account", "deny"],
  [OPERATOR, "GetRecords", "stream of Changes", "deny"],
  [OPERATOR, "GetItem", "table Changes", "deny"],
  [OPERATOR, "AssumeRole", ACCESS_ROLE, "allow"],
  [OPERATOR, "AssumeRole", "role handler-role", "deny"],
  [OPERATOR, "AssumeRole", "a stranger's role Another that lets handler's account in", "deny"],
  ["changes / access role operators", "GetItem", "table Changes", "allow"],
  ["handler / stream handler", "AssumeRole", ACCESS_ROLE, "deny"],
  ["handler / stream handler", "AssumeRole", ROLE, "deny"],
  [`operators' ${ON_CALL}`, "AssumeRole", ROLE, "allow"],
  [`operators' ${ON_CALL}`, "AssumeRole without external ID", ROLE, "deny"],
  [`operators' ${ON_CALL}`, "AssumeRole", ACCESS_ROLE, "deny"],
  ["another role of consumer", "AssumeRole", ROLE, "deny"],
  ["deploy role of consumer", "AssumeRole", ROLE, "deny"],
  ["a stranger's role", "AssumeRole", ROLE, "deny"],
  ["Lambda", "AssumeRole", ROLE, "deny"],
] as const;

/** The lines of a proof after the stacks were changed as by hand. */
async function linesAfter(from: string, to: string): Promise<string[]> {
  return differences(await matrixOf(changed(variantOf(OPERATED, folder), from, to))).map(differenceText);
}

test("an operator may do what the documents list, and nothing else; nobody else may act as one", async () => {
  // Prepare
  const variant = variantOf(OPERATED, folder);

  // Act
  const matrix = await matrixOf(variant);

  // Assess
  const found = CASES.map(([principal, action, resource]) => [
    principal,
    action,
    resource,
    matrix.cells.find(
      (cell) => cell.principal === principal && cell.action === action && cell.resource === resource,
    )?.decision,
  ]);
  expect(found).toEqual(CASES);
  expect(differences(matrix).map(differenceText)).toEqual([]);
});

test.each([
  ["deletes versions", '\\"s3:DeleteObject\\"', '\\"s3:DeleteObjectVersion\\"', "DeleteObjectVersion"],
  ["deletes whatever is there", "}/aws/lambda/*", "}/*", "s3:DeleteObject"],
  ["invokes any function", ':function:handler\\"}', ':function:*\\"}', "another function"],
  ["reads every log", "log-group:/aws/lambda/handler:*", "log-group:*", "logs:FilterLogEvents"],
  ["assumes any role", 'role/read-for-operators\\"]', 'role/*\\"]', "sts:AssumeRole"],
  ["works on a bucket of somebody else", "s3:ResourceAccount", "s3:RequestObjectTag/a", "s3:GetObject"],
  ["is anybody of the account", "role/on-call", "role/Another*", "handler-operator"],
])("a role that %s is found", async (_, from, to, word) => {
  // Act
  const lines = await linesAfter(from, to);

  // Assess
  expect(lines.filter((line) => line.includes(word)).length).toBeGreaterThan(0);
});
