import type { Content } from "../config/sample";
import { ON_CALL, OPERATED } from "../config/sample-operator";
import { policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const LAMBDA = "arn:aws:lambda:eu-central-1:222222222222";
const LOG = "arn:aws:logs:eu-central-1:222222222222:log-group:/aws/lambda/handler";
const BUCKET = `arn:aws:s3:::\${aws_s3_bucket.failure_bucket.bucket}`;
const Condition = { StringEquals: { "s3:ResourceAccount": "222222222222" } };

/** A policy with these statements. */
const documentOf = (Statement: readonly unknown[]) => ({ Version: "2012-10-17", Statement });

const synthesized = (edits: Content = {}) => synthesize({ ...structuredClone(OPERATED), ...edits }, folder);
const roleOf = (edits: Content = {}) => resource(synthesized(edits), "consumer", "aws_iam_role", "operator");

test("an operator role, with the defaults of the file; those whom it trusts must state its external ID", () => {
  // Act
  const role = roleOf();

  // Assess
  expect(settingsOf(role)).toEqual({
    name: "handler-operator",
    description: "Assumed by people to look after failed batches and backfills",
    assume_role_policy: expect.any(String),
    provider: "aws.account",
  });
  expect(policyOf(role, "assume_role_policy")).toEqual(
    documentOf([
      {
        Sid: "Operators222222222222",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: { "aws:PrincipalArn": [ON_CALL] },
          StringEquals: { "sts:ExternalId": "on-call-1" },
        },
      },
    ]),
  );
});

test("it does what an operator does, and nothing else", () => {
  // Act
  const policy = resource(synthesized(), "consumer", "aws_iam_role_policy", "operator_policy");

  // Assess
  expect(policyOf(policy, "policy")).toEqual(
    documentOf([
      { Sid: "ListFailureBucket", Effect: "Allow", Action: "s3:ListBucket", Resource: BUCKET, Condition },
      {
        Sid: "ReadBatchesAndLedgers",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: [`${BUCKET}/aws/lambda/*`, `${BUCKET}/redrive/*`, `${BUCKET}/backfill/*`],
        Condition,
      },
      {
        Sid: "WriteLedgers",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: [`${BUCKET}/redrive/*`, `${BUCKET}/backfill/*`],
        Condition,
      },
      {
        Sid: "DeleteBatches",
        Effect: "Allow",
        Action: "s3:DeleteObject",
        Resource: [`${BUCKET}/aws/lambda/*`],
        Condition,
      },
      {
        Sid: "HandRecordsOver",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: `${LAMBDA}:function:handler`,
      },
      {
        Sid: "ReadFunctions",
        Effect: "Allow",
        Action: "lambda:GetFunctionConfiguration",
        Resource: [`${LAMBDA}:function:handler`],
      },
      {
        Sid: "ReadMappings",
        Effect: "Allow",
        Action: "lambda:GetEventSourceMapping",
        Resource: `${LAMBDA}:event-source-mapping:*`,
      },
      { Sid: "ReadLog", Effect: "Allow", Action: "logs:FilterLogEvents", Resource: [LOG, `${LOG}:*`] },
      {
        Sid: "SeeStatus",
        Effect: "Allow",
        Action: ["lambda:ListEventSourceMappings", "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"],
        Resource: "*",
      },
      {
        Sid: "AssumeAccessRoles",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: ["arn:aws:iam::111111111111:role/read-for-operators"],
      },
    ]),
  );
});

test("without an external ID, and with roles of two accounts, each account is narrowed to its roles", () => {
  // Prepare
  const operatorRole = {
    roleName: "handler-operator",
    rolePath: "/people/",
    permissionsBoundaryArn: "arn:aws:iam::222222222222:policy/Boundary",
    trusted: [ON_CALL, "arn:aws:iam::111111111111:role/on-call", "arn:aws:iam::222222222222:role/a/lead"],
  };

  // Act
  const role = roleOf({ "consumers.handler.operatorRole": operatorRole });

  // Assess
  expect(settingsOf(role)).toMatchObject({
    path: "/people/",
    permissions_boundary: "arn:aws:iam::222222222222:policy/Boundary",
  });
  const admitted = (accountId: string, roles: readonly string[]) => ({
    Sid: `Operators${accountId}`,
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "sts:AssumeRole",
    Condition: { ArnEquals: { "aws:PrincipalArn": roles } },
  });
  expect(policyOf(role, "assume_role_policy")).toEqual(
    documentOf([
      admitted("111111111111", ["arn:aws:iam::111111111111:role/on-call"]),
      admitted("222222222222", ["arn:aws:iam::222222222222:role/a/lead", ON_CALL]),
    ]),
  );
});

test("an access role of the source admits it by its name, which need not exist yet", () => {
  // Act
  const role = resource(synthesized(), "source", "aws_iam_role", "access_role_operators");

  // Assess
  expect(policyOf(role, "assume_role_policy")).toEqual(
    documentOf([
      {
        Sid: "HandlerOperatorAssumes",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "sts:AssumeRole",
        Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/handler-operator" } },
      },
    ]),
  );
});

test("without the setting, there is no such role, and everything else is as before", () => {
  // Prepare
  const before = synthesize({}, folder).stacks.consumer;

  // Act
  const { resource: after, output } = synthesized().stacks.consumer ?? {};

  // Assess
  const { operator: _role, ...roles } = after?.aws_iam_role ?? {};
  const { operator_policy: _policy, ...policies } = after?.aws_iam_role_policy ?? {};
  const { operator_role_arn: arn, ...outputs } = output ?? {};
  expect(before?.resource.aws_iam_role).not.toHaveProperty("operator");
  expect({ ...after, aws_iam_role: roles, aws_iam_role_policy: policies }).toEqual(before?.resource);
  expect(outputs).toEqual(before?.output);
  expect(arn).toMatchObject({ value: `\${aws_iam_role.operator.arn}` });
});
