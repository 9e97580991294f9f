import { type Content, CROSS_ACCOUNT } from "../config/sample";
import { expression, policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const ROLE = "sources.changes.accessRoles.devices";
const READER_ROLE = "arn:aws:iam::222222222222:role/reader-role";

/** The sample with access roles, and edits. */
const synthesized = (edits: Content = {}) =>
  synthesize({ ...structuredClone(CROSS_ACCOUNT), ...edits }, folder);

test("an access role, with the defaults of the file", () => {
  // Act
  const role = settingsOf(resource(synthesized(), "source", "aws_iam_role", "access_role_devices"));

  // Assess
  expect(role).toEqual({
    name: "read-devices",
    description: "Assumed by functions in other accounts",
    max_session_duration: 3600,
    assume_role_policy: expect.any(String),
    provider: "aws.account",
  });
});

test("one role may assume it, with the external ID", () => {
  // Prepare
  const role = resource(synthesized(), "source", "aws_iam_role", "access_role_devices");

  // Act
  const trust = policyOf(role, "assume_role_policy");

  // Assess
  expect(trust).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "HandlerReaderApiAssumes",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: { "aws:PrincipalArn": READER_ROLE },
          StringEquals: { "sts:ExternalId": "reader-1" },
        },
      },
    ],
  });
});

test("the role itself may be named instead, and no external ID asked for", () => {
  // Prepare
  const trusted = [{ consumer: "handler", function: "reader-api", grant: "role-arn" }];
  const edits = {
    [ROLE]: { ...(CROSS_ACCOUNT["sources.changes.accessRoles"] as Record<string, Content>).devices, trusted },
  };
  const role = resource(
    synthesized({ ...edits, [`${ROLE}.externalId`]: undefined }),
    "source",
    "aws_iam_role",
    "access_role_devices",
  );

  // Act
  const trust = policyOf(role, "assume_role_policy");

  // Assess
  expect(trust).toMatchObject({
    Statement: [{ Sid: "HandlerReaderApiAssumes", Principal: { AWS: READER_ROLE } }],
  });
  expect(JSON.stringify(trust)).not.toContain("Condition");
});

test("it may do what the file allows, and decrypt the table", () => {
  // Prepare
  const policy = resource(synthesized(), "source", "aws_iam_role_policy", "access_role_devices_policy");

  // Act
  const document = policyOf(policy);

  // Assess
  expect(document).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DevicesRead",
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:Scan"],
        Resource: expression("aws_dynamodb_table.table_devices.arn"),
      },
      {
        Sid: "DecryptTables",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: [expression("aws_kms_key.key_devices.arn")],
      },
    ],
  });
});

test("entries about one table become one statement, and listing stands by itself", () => {
  // Prepare
  const allow = [
    { actions: ["dynamodb:Query"], table: "changes" },
    { actions: ["dynamodb:ListTables"] },
    { actions: ["dynamodb:Scan"], table: "devices" },
    { actions: ["dynamodb:GetItem", "dynamodb:Query"], table: "changes" },
    { actions: ["s3:ListAllMyBuckets"] },
  ];
  const policy = resource(
    synthesized({ [`${ROLE}.allow`]: allow }),
    "source",
    "aws_iam_role_policy",
    "access_role_devices_policy",
  );

  // Act
  const document = policyOf(policy);

  // Assess
  expect(document).toMatchObject({
    Statement: [
      {
        Sid: "ChangesRead",
        Action: ["dynamodb:GetItem", "dynamodb:Query"],
        Resource: expression("aws_dynamodb_table.table.arn"),
      },
      { Sid: "DevicesRead", Action: ["dynamodb:Scan"] },
      { Sid: "DecryptTables" },
      { Sid: "ListAccount", Action: ["dynamodb:ListTables", "s3:ListAllMyBuckets"], Resource: "*" },
    ],
  });
});

test.each([
  ["ReadOnlyAccess", "managed_ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
  [
    "job-function/ViewOnlyAccess",
    "managed_job_function_ViewOnlyAccess",
    "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
  ],
  [
    "arn:aws:iam::111111111111:policy/own",
    "managed_arn_aws_iam_111111111111_policy_own",
    "arn:aws:iam::111111111111:policy/own",
  ],
])("the managed policy %s is attached", (policy, name, arn) => {
  // Prepare
  const edits = { [`${ROLE}.managedPolicies`]: [policy], "consumers.handler.readerApi.table": "devices" };

  // Act
  const attachment = resource(
    synthesized(edits),
    "source",
    "aws_iam_role_policy_attachment",
    `access_role_devices_${name}`,
  );

  // Assess
  expect(settingsOf(attachment)).toEqual({
    role: expression("aws_iam_role.access_role_devices.id"),
    policy_arn: arn,
    provider: "aws.account",
  });
});

test("path, boundary and session length reach the role, and the reader names it with its path", () => {
  // Prepare
  const boundary = "arn:aws:iam::111111111111:policy/Boundary";
  const all = synthesized({
    [`${ROLE}.rolePath`]: "/team/",
    [`${ROLE}.permissionsBoundaryArn`]: boundary,
    [`${ROLE}.maxSessionDuration`]: 7200,
  });

  // Act
  const role = resource(all, "source", "aws_iam_role", "access_role_devices");
  const policy = policyOf(resource(all, "consumer", "aws_iam_role_policy", "reader_role_policy"));
  const { environment } = resource(all, "consumer", "aws_lambda_function", "reader_function");

  // Assess
  expect(role).toMatchObject({ path: "/team/", permissions_boundary: boundary, max_session_duration: 7200 });
  expect(policy).toMatchObject({
    Statement: [{ Resource: ["arn:aws:iam::111111111111:role/team/read-devices"] }, {}],
  });
  expect(environment).toMatchObject({ variables: { ACCESS_ROLE_NAME: "team/read-devices" } });
});

test("a table without a stream has none, and its own key", () => {
  // Act
  const table = settingsOf(resource(synthesized(), "source", "aws_dynamodb_table", "table_devices"));

  // Assess
  expect(table).toEqual({
    name: "Devices",
    hash_key: "deviceId",
    attribute: [{ name: "deviceId", type: "S" }],
    billing_mode: "PAY_PER_REQUEST",
    point_in_time_recovery: { enabled: true },
    deletion_protection_enabled: true,
    lifecycle: { prevent_destroy: true },
    server_side_encryption: { enabled: true, kms_key_arn: expression("aws_kms_key.key_devices.arn") },
    provider: "aws.account",
  });
});

test("a source without access roles and tables has neither, and no outputs for them", () => {
  // Act
  const { stacks } = synthesize({}, folder);

  // Assess
  expect(Object.keys(stacks.source?.resource ?? {})).toEqual([
    "aws_dynamodb_resource_policy",
    "aws_dynamodb_table",
    "terraform_data",
  ]);
  expect(Object.keys(stacks.source?.output ?? {})).toEqual(["stream_arn", "table_arn", "table_name"]);
});

test("a managed policy that is named twice is attached once", () => {
  // Prepare
  const policies = ["ReadOnlyAccess", "ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"];

  // Act
  const stacks = synthesized({ [`${ROLE}.managedPolicies`]: policies });

  // Assess
  const attachments = stacks.stacks.source?.resource?.aws_iam_role_policy_attachment ?? {};
  expect(Object.values(attachments)).toEqual([
    expect.objectContaining({ policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
  ]);
});
