import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { TerraformOutput } from "cdktf";
import { AccessRole, type AccessRoleProps } from "../../../constructs/access-role";
import type { TableAccess } from "../../../constructs/table-access";
import { expression, policyOf } from "../support/elements";
import { elementsOf, onlyElement, synthAlone } from "../support/synth-alone";

const ROLE = expression("aws_iam_role.read_this.id");
const TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/Devices";
const KEY = "arn:aws:kms:eu-central-1:111111111111:key/1";
const REQUIRED: AccessRoleProps = {
  roleName: "read-devices",
  region: "eu-central-1",
  trusted: [{ name: "api", accountId: "222222222222", roleName: "DevicesApi", region: "eu-central-1" }],
};

const roleOf = (props: Partial<AccessRoleProps> = {}) =>
  synthAlone((scope) => {
    const { arn } = new AccessRole(scope, "read", { ...REQUIRED, ...props });
    new TerraformOutput(scope, "arn", { value: arn });
  });

test("a role that allows nothing has no policy", () => {
  // Act
  const json = roleOf();

  // Assess
  const role = onlyElement(json, "aws_iam_role");
  expect(Object.keys(json.resource ?? {})).toEqual(["aws_iam_role"]);
  expect(role).toEqual({
    assume_role_policy: expect.any(String),
    description: "Assumed by functions in other accounts",
    max_session_duration: 3600,
    name: "read-devices",
  });
  expect(policyOf(role, "assume_role_policy")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ApiAssumes",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "sts:AssumeRole",
        Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/DevicesApi" } },
      },
    ],
  });
  expect(json.output?.arn?.value).toBe(expression("aws_iam_role.read_this.arn"));
});

test("path, boundary, session length and external ID reach the role", () => {
  // Act
  const json = roleOf({
    rolePath: "/team/",
    permissionsBoundaryArn: "arn:aws:iam::111111111111:policy/Boundary",
    maxSessionDuration: 7200,
    externalId: "devices-1",
  });

  // Assess
  const role = onlyElement(json, "aws_iam_role");
  expect(role).toMatchObject({
    path: "/team/",
    permissions_boundary: "arn:aws:iam::111111111111:policy/Boundary",
    max_session_duration: 7200,
  });
  expect(policyOf(role, "assume_role_policy")).toMatchObject({
    Statement: [
      {
        Condition: {
          ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/DevicesApi" },
          StringEquals: { "sts:ExternalId": "devices-1" },
        },
      },
    ],
  });
});

test("a grantee by its role ARN needs no condition", () => {
  // Prepare
  const [grantee] = REQUIRED.trusted;
  const trusted = grantee ? [{ ...grantee, grant: "role-arn" as const }] : [];

  // Act
  const json = roleOf({ trusted });

  // Assess
  expect(policyOf(onlyElement(json, "aws_iam_role"), "assume_role_policy")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ApiAssumes",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:role/DevicesApi" },
        Action: "sts:AssumeRole",
      },
    ],
  });
});

test("the role may do what it allows with each table, decrypt it, and use actions without resources", () => {
  // Prepare
  const tables: TableAccess[] = [
    { name: "orders", tableArn: `${TABLE}2`, keyArn: KEY, actions: ["dynamodb:Scan", "dynamodb:Query"] },
    { name: "devices", tableArn: TABLE, keyArn: KEY, actions: ["dynamodb:Scan", "dynamodb:Scan"] },
  ];

  // Act
  const json = roleOf({ tables, accountActions: ["s3:ListAllMyBuckets", "dynamodb:ListTables"] });

  // Assess
  const policy = onlyElement(json, "aws_iam_role_policy");
  expect(policy).toEqual({ name: "access", role: ROLE, policy: expect.any(String) });
  expect(policyOf(policy)).toEqual({
    Version: "2012-10-17",
    Statement: [
      { Sid: "DevicesRead", Effect: "Allow", Action: ["dynamodb:Scan"], Resource: TABLE },
      {
        Sid: "OrdersRead",
        Effect: "Allow",
        Action: ["dynamodb:Query", "dynamodb:Scan"],
        Resource: `${TABLE}2`,
      },
      { Sid: "DecryptTables", Effect: "Allow", Action: "kms:Decrypt", Resource: [KEY] },
      {
        Sid: "ListAccount",
        Effect: "Allow",
        Action: ["dynamodb:ListTables", "s3:ListAllMyBuckets"],
        Resource: "*",
      },
    ],
  });
});

test("a managed policy of the same app may be attached", () => {
  // Act
  const json = synthAlone((scope) => {
    const { arn } = new IamPolicy(scope, "own", { policy: "{}" });
    new AccessRole(scope, "read", { ...REQUIRED, managedPolicies: [arn] });
  });

  // Assess
  expect(elementsOf(json, "aws_iam_role_policy_attachment")).toEqual({
    "read_managed-0": { policy_arn: expression("aws_iam_policy.own.arn"), role: ROLE },
  });
});

test("each managed policy is attached once, however it is named", () => {
  // Prepare
  const managedPolicies = [
    "ReadOnlyAccess",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "job-function/Billing",
  ];

  // Act
  const json = roleOf({ managedPolicies });

  // Assess
  expect(elementsOf(json, "aws_iam_role_policy_attachment")).toEqual({
    "read_managed-arn-aws-iam-aws-policy-ReadOnlyAccess": {
      policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      role: ROLE,
    },
    "read_managed-job-function-Billing": {
      policy_arn: "arn:aws:iam::aws:policy/job-function/Billing",
      role: ROLE,
    },
  });
});
