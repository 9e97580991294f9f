import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { ADMINISTRATOR, type ByHand, bucketOf, FUNCTION, policy, ROLE, TABLE, trusting } from "./by-hand";

/** Changes of roles and users. */
export const IDENTITIES: readonly ByHand[] = [
  {
    name: "a managed policy on the function's role",
    change: async ({ consumer: { iam } }) => {
      await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn: ADMINISTRATOR }));
      return () => iam.send(new DetachRolePolicyCommand({ RoleName: ROLE, PolicyArn: ADMINISTRATOR }));
    },
    found: () => [`consumer aws_iam_role_policy_attachment of role ${ROLE}: ${ADMINISTRATOR}`],
  },
  {
    name: "another inline policy on the function's role",
    change: async ({ consumer: { iam } }) => {
      const named = { RoleName: ROLE, PolicyName: "more" };
      const PolicyDocument = policy({ Action: "dynamodb:PutItem", Resource: "*" });
      await iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument }));
      return () => iam.send(new DeleteRolePolicyCommand(named));
    },
    found: () => [
      `consumer aws_iam_role_policy more of role ${ROLE}, a statement without Sid: Allow dynamodb:PutItem on *`,
    ],
  },
  {
    name: "a trust policy for everyone in the account",
    change: async ({ consumer: { iam }, consumerId }) => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: ROLE }));
      const before = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
      const trust = (PolicyDocument: string) =>
        iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: ROLE, PolicyDocument }));
      await trust(trusting(consumerId));
      return () => trust(before);
    },
    found: ({ consumerId }) => [
      `consumer aws_iam_role.role assume_role_policy, a statement without Sid, Principal: AWS arn:aws:iam::${consumerId}:root`,
    ],
  },
  {
    name: "a new role that may read the table",
    change: async ({ source: { iam }, sourceId }) => {
      const RoleName = "reports";
      const AssumeRolePolicyDocument = trusting(sourceId);
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      const PolicyDocument = policy({
        Action: ["dynamodb:Scan", "dynamodb:Query"],
        Resource: `arn:aws:dynamodb:us-east-1:${sourceId}:table/*`,
      });
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "read", PolicyDocument }));
      return async () => {
        await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "read" }));
        await iam.send(new DeleteRoleCommand({ RoleName }));
      };
    },
    found: ({ sourceId }) => [
      `account ${sourceId} role reports: with read: dynamodb:Query, dynamodb:Scan on table ${TABLE}; dynamodb:Query, dynamodb:Scan on table access-sample-table`,
    ],
  },
  {
    name: "a new role with AWS's own policy for administrators",
    change: async ({ consumer: { iam }, consumerId }) => {
      const RoleName = "operators";
      const AssumeRolePolicyDocument = trusting(consumerId);
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }));
      return async () => {
        await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }));
        await iam.send(new DeleteRoleCommand({ RoleName }));
      };
    },
    found: (hands) => [
      expect.stringMatching(
        new RegExp(
          `^account ${hands.consumerId} role operators: with ${ADMINISTRATOR}: s3:DeleteBucket, .* on bucket ${bucketOf(hands)}; lambda:InvokeFunction, `,
        ),
      ),
    ],
  },
  {
    name: "a new user who may change the function",
    change: async ({ consumer: { iam } }) => {
      const named = { UserName: "ci", PolicyName: "deploy" };
      await iam.send(new CreateUserCommand(named));
      const PolicyDocument = policy({ Action: "lambda:UpdateFunction*", Resource: "*" });
      await iam.send(new PutUserPolicyCommand({ ...named, PolicyDocument }));
      return async () => {
        await iam.send(new DeleteUserPolicyCommand(named));
        await iam.send(new DeleteUserCommand(named));
      };
    },
    found: ({ consumerId }) => [
      `account ${consumerId} user ci: with deploy: ${[FUNCTION, "other-account-dynamodb-access-lambda", "AccountSwitcher"].map((name) => `lambda:UpdateFunctionCode, lambda:UpdateFunctionConfiguration on function ${name}`).join("; ")}`,
    ],
  },
];
