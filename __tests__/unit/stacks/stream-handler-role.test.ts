import { sampleConsumer, sampleSource } from "../config/sample";
import { expression, policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const BUCKET = `arn:aws:s3:::${expression("aws_s3_bucket.failure_bucket.bucket")}`;
const AT_HOME = { StringEquals: { "s3:ResourceAccount": "222222222222" } };

test("only Lambda assumes the role", () => {
  // Prepare
  const synthesized = synthesize({}, folder);

  // Act
  const role = resource(synthesized, "consumer", "aws_iam_role", "role");

  // Assess
  expect(role.name).toBe("handler-role");
  expect(policyOf(role, "assume_role_policy")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LambdaAssumes",
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  });
});

test("the role may do exactly this", () => {
  // Prepare
  const synthesized = synthesize({}, folder);

  // Act
  const policy = resource(synthesized, "consumer", "aws_iam_role_policy", "role_policy");

  // Assess
  expect(settingsOf(policy)).toMatchObject({
    name: "consume-streams",
    role: expression("aws_iam_role.role.id"),
  });
  expect(policyOf(policy)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadStreams",
        Effect: "Allow",
        Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        Resource: [expression("data.terraform_remote_state.source_changes.outputs.stream_arn")],
      },
      {
        Sid: "WriteOwnLogStreams",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:eu-central-1:222222222222:log-group:${expression("aws_cloudwatch_log_group.log_group.name")}:*`,
      },
      {
        Sid: "KeepFailedBatches",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: `${BUCKET}/*`,
        Condition: AT_HOME,
      },
      {
        Sid: "FindFailureBucket",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: BUCKET,
        Condition: AT_HOME,
      },
    ],
  });
});

test("a role reads the streams of its own mappings, and no other", () => {
  // Prepare
  const edits = {
    "sources.changes": sampleSource({ readers: [{ consumer: "handler" }] }),
    "sources.orders": sampleSource({
      tableName: "Orders",
      readers: [{ consumer: "handler" }, { consumer: "audit" }],
    }),
    "consumers.handler": sampleConsumer("handler", {
      mappings: [{ source: "orders" }, { source: "changes" }],
    }),
    "consumers.audit": sampleConsumer("audit", { mappings: [{ source: "orders" }] }),
  };
  const synthesized = synthesize(edits, folder);
  const streamsOf = (stack: string) =>
    JSON.stringify(policyOf(resource(synthesized, stack, "aws_iam_role_policy", "role_policy"))).match(
      /source_\w+\.outputs\.stream_arn/g,
    );

  // Act
  const [handler, audit] = [streamsOf("consumer-handler"), streamsOf("consumer-audit")];

  // Assess
  expect(handler).toEqual(["source_changes.outputs.stream_arn", "source_orders.outputs.stream_arn"]);
  expect(audit).toEqual(["source_orders.outputs.stream_arn"]);
});

test("ARNs are of the region's partition", () => {
  // Prepare
  const edits = { region: "cn-north-1" };

  // Act
  const { texts } = synthesize(edits, folder);

  // Assess
  for (const text of Object.values(texts)) {
    expect(text).toContain("arn:aws-cn:");
    expect(text).not.toContain("arn:aws:");
  }
});

test("the role has the path and the boundary of the file, and the source grants to it with its path", () => {
  // Prepare
  const boundary = "arn:aws:iam::222222222222:policy/Boundary";
  const edits = {
    "consumers.handler.rolePath": "/team/streams/",
    "consumers.handler.permissionsBoundaryArn": boundary,
  };

  // Act
  const synthesized = synthesize(edits, folder);

  // Assess
  expect(resource(synthesized, "consumer", "aws_iam_role", "role")).toMatchObject({
    name: "handler-role",
    path: "/team/streams/",
    permissions_boundary: boundary,
  });
  expect(
    policyOf(resource(synthesized, "source", "aws_dynamodb_resource_policy", "stream_policy")),
  ).toMatchObject({
    Statement: [
      {
        Condition: {
          ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/team/streams/handler-role" },
        },
      },
    ],
  });
});

test("without a path and a boundary, none is set", () => {
  // Prepare
  const synthesized = synthesize({}, folder);

  // Act
  const role = resource(synthesized, "consumer", "aws_iam_role", "role");

  // Assess
  expect(role).not.toHaveProperty("path");
  expect(role).not.toHaveProperty("permissions_boundary");
});

test("the role sends traces only where the file asks for tracing", () => {
  // Prepare
  const policyFor = (edits: Record<string, unknown>) =>
    policyOf(resource(synthesize(edits, folder), "consumer", "aws_iam_role_policy", "role_policy"));

  // Act
  const [traced, untraced] = [policyFor({ "consumers.handler.function.tracing": true }), policyFor({})];

  // Assess
  expect(traced).toMatchObject({
    Statement: expect.arrayContaining([
      {
        Sid: "SendTraces",
        Effect: "Allow",
        Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
        Resource: "*",
      },
    ]),
  });
  expect(JSON.stringify(untraced)).not.toContain("xray:");
});
