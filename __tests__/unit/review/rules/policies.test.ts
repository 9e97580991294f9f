import type { ElementJson } from "../../../../synthesized/stack-json";
import { describeFindings } from "../describe-findings";
import {
  FUNCTION_ROLE,
  pipeline,
  policy,
  ROLE_POLICY,
  ROLE_STATEMENT,
  reader,
  STREAM_POLICY,
  TRUST,
  update,
} from "../pipeline";

const POLICY_AT = "aws_dynamodb_resource_policy.stream_policy";
const ROLE_POLICY_AT = "aws_iam_role_policy.role_policy";
const READER = reader();

function streamPolicy(...statements: readonly ElementJson[]) {
  return pipeline({ [POLICY_AT]: update(STREAM_POLICY, { policy: policy(...statements) }) });
}

function rolePolicy(...statements: readonly ElementJson[]) {
  return pipeline({}, { [ROLE_POLICY_AT]: update(ROLE_POLICY, { policy: policy(...statements) }) });
}

function trust(...statements: readonly ElementJson[]) {
  return pipeline(
    {},
    { "aws_iam_role.role": update(FUNCTION_ROLE, { assume_role_policy: policy(...statements) }) },
  );
}

describeFindings("statements", [
  {
    what: "the same statements in another form",
    stacks: rolePolicy({ ...ROLE_STATEMENT, Resource: (ROLE_STATEMENT.Resource as string[])[0] }),
    found: [],
  },
  {
    what: "a principal of an account that the file does not list",
    stacks: streamPolicy(
      reader(undefined, {
        Principal: { AWS: ["arn:aws:iam::222222222222:root", "arn:aws:iam::444444444444:root"] },
      }),
    ),
    found: [
      `high wider-principals source ${POLICY_AT}: The statement HandlerReads admits arn:aws:iam::444444444444:root, too`,
    ],
  },
  {
    what: "one more resource, which nothing asks about",
    stacks: rolePolicy({
      ...ROLE_STATEMENT,
      Resource: [...(ROLE_STATEMENT.Resource as string[]), "arn:aws:sqs:eu-central-1:222222222222:queue"],
    }),
    found: [
      `high unexpected-access consumer ${ROLE_POLICY_AT}: handler / stream handler gains dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on arn:aws:sqs:eu-central-1:222222222222:queue: allowed by ReadStreams (consumer aws_iam_role_policy.role_policy)`,
      `medium wider-resources consumer ${ROLE_POLICY_AT}: The statement ReadStreams reaches arn:aws:sqs:eu-central-1:222222222222:queue, too`,
    ],
  },
  {
    what: "one more action",
    stacks: streamPolicy(
      reader(undefined, { Action: [...(READER.Action as string[]), "dynamodb:ListShards"] }),
    ),
    found: [
      `medium wider-actions source ${POLICY_AT}: The statement HandlerReads allows dynamodb:ListShards, too`,
    ],
  },
  {
    what: "an action that a wildcard covered before",
    stacks: pipeline({
      [POLICY_AT]: update(
        { ...STREAM_POLICY, policy: policy(reader(undefined, { Action: "dynamodb:*" })) },
        { policy: policy(READER) },
      ),
    }),
    found: [],
  },
  {
    what: "a new statement for everybody",
    stacks: streamPolicy(READER, {
      Sid: "Open",
      Effect: "Allow",
      Principal: "*",
      Action: "dynamodb:ListShards",
      Resource: "*",
    }),
    found: [
      `high statement-added source ${POLICY_AT}: The statement Open is new: it allows dynamodb:ListShards on * for *`,
    ],
  },
  {
    what: "a denial that is removed",
    stacks: pipeline({
      [POLICY_AT]: update(
        {
          ...STREAM_POLICY,
          policy: policy(READER, {
            Sid: "No",
            Effect: "Deny",
            Principal: "*",
            Action: "dynamodb:ListShards",
            Resource: "*",
          }),
        },
        { policy: policy(READER) },
      ),
    }),
    found: [`high denial-removed source ${POLICY_AT}: The statement No is removed; it denied something`],
  },
  {
    what: "a condition that is added",
    stacks: streamPolicy(
      reader(undefined, {
        Condition: { ...(READER.Condition as object), Bool: { "aws:SecureTransport": "true" } },
      }),
    ),
    found: [],
  },
]);

describeFindings("trust policies", [
  { what: "the same trust", stacks: trust({ ...TRUST, Action: ["sts:AssumeRole"] }), found: [] },
  {
    what: "trust in an account of the file",
    stacks: trust({ ...TRUST, Principal: { Service: "lambda.amazonaws.com", AWS: "111111111111" } }),
    found: [
      "high unexpected-access consumer aws_iam_role.role: deploy role of source gains AssumeRole, AssumeRole without external ID on role handler-role: allowed by Everything (AdministratorAccess) and LambdaAssumes (consumer aws_iam_role.role)",
      "high unexpected-access consumer aws_iam_role.role: another role of source gains AssumeRole, AssumeRole without external ID on role handler-role: allowed by Everything (AdministratorAccess) and LambdaAssumes (consumer aws_iam_role.role)",
      "medium wider-trust consumer aws_iam_role.role: The statement LambdaAssumes admits 111111111111, too",
    ],
  },
]);
