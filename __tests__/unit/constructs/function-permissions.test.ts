import {
  type FunctionContext,
  type FunctionPermissions,
  permissionStatements,
} from "../../../constructs/function-permissions";

const CONTEXT: FunctionContext = {
  accountId: "222222222222",
  logGroupArn: "arn:aws:logs:eu-central-1:222222222222:log-group:/aws/lambda/orders",
};
const OWN_LOGS = {
  Sid: "WriteOwnLogStreams",
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "arn:aws:logs:eu-central-1:222222222222:log-group:/aws/lambda/orders:*",
};
const STREAM = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders/stream/2026-01-01T00:00:00.000";

test("without permissions a function may write its own logs, and nothing else", () => {
  // Act
  const statements = permissionStatements({}, CONTEXT);

  // Assess
  expect(statements).toEqual([OWN_LOGS]);
});

test("a function that is traced may send traces", () => {
  // Act
  const statements = permissionStatements({}, { ...CONTEXT, tracing: true });

  // Assess
  expect(statements).toEqual([
    OWN_LOGS,
    {
      Sid: "SendTraces",
      Effect: "Allow",
      Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: "*",
    },
  ]);
});

test("a function that handles streams reads them, and puts discarded batches into its own account's bucket", () => {
  // Prepare
  const permissions: FunctionPermissions = {
    readStreams: { streamArns: [STREAM], keyArns: ["arn:aws:kms:eu-central-1:111111111111:key/1"] },
    failureBucketArn: "arn:aws:s3:::orders-failures",
  };

  // Act
  const statements = permissionStatements(permissions, CONTEXT);

  // Assess
  const Condition = { StringEquals: { "s3:ResourceAccount": "222222222222" } };
  expect(statements).toEqual([
    {
      Sid: "ReadStreams",
      Effect: "Allow",
      Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      Resource: [STREAM],
    },
    {
      Sid: "DecryptStreams",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: ["arn:aws:kms:eu-central-1:111111111111:key/1"],
    },
    OWN_LOGS,
    {
      Sid: "KeepFailedBatches",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::orders-failures/*",
      Condition,
    },
    {
      Sid: "FindFailureBucket",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: "arn:aws:s3:::orders-failures",
      Condition,
    },
  ]);
});

test("streams that AWS encrypts with a key of its own need no permission to decrypt", () => {
  // Act
  const [read, ...others] = permissionStatements({ readStreams: { streamArns: [STREAM] } }, CONTEXT);

  // Assess
  expect(read).toMatchObject({ Sid: "ReadStreams", Resource: [STREAM] });
  expect(others).toEqual([OWN_LOGS]);
});

test.each([
  ["AssumeAccessRoles", ["arn:aws:iam::111111111111:role/a", "arn:aws:iam::333333333333:role/b"]],
  ["AssumeInAnyAccount", ["arn:aws:iam::*:role/a"]],
])("roles of other accounts: the statement is %s", (Sid, assumeRoles) => {
  // Act
  const statements = permissionStatements({ assumeRoles }, CONTEXT);

  // Assess
  expect(statements).toEqual([
    { Sid, Effect: "Allow", Action: "sts:AssumeRole", Resource: assumeRoles },
    OWN_LOGS,
  ]);
});

test("further statements are added as they are", () => {
  // Prepare
  const own = {
    Sid: "PutOrderEvents",
    Effect: "Allow" as const,
    Action: "events:PutEvents",
    Resource: "arn:aws:events:eu-central-1:222222222222:event-bus/orders",
  };

  // Act
  const statements = permissionStatements({ statements: [own] }, CONTEXT);

  // Assess
  expect(statements).toEqual([OWN_LOGS, own]);
});
