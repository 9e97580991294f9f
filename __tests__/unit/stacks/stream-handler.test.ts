import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expression, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const HASH = "484703de5611317b0f28952852ca1c227f3bbdd84c33ce8cfe167e6ab1592fb3";

test("the function, with the defaults of the file", () => {
  // Prepare
  const synthesized = synthesize({}, folder);

  // Act
  const fn = settingsOf(resource(synthesized, "consumer", "aws_lambda_function", "function"));

  // Assess
  expect(fn).toEqual({
    architectures: ["arm64"],
    description: "Processes changes of DynamoDB tables in other accounts",
    environment: {
      variables: {
        POWERTOOLS_METRICS_NAMESPACE: "CrossAccountStreams",
        POWERTOOLS_SERVICE_NAME: "handler",
      },
    },
    filename: `assets/function_code/${HASH}/code.zip`,
    function_name: "handler",
    handler: "index.handler",
    logging_config: {
      application_log_level: "INFO",
      log_format: "JSON",
      log_group: expression("aws_cloudwatch_log_group.log_group.name"),
    },
    memory_size: 256,
    provider: "aws.account",
    role: expression("aws_iam_role.role.arn"),
    runtime: "nodejs22.x",
    source_code_hash: Buffer.from(HASH, "hex").toString("base64"),
    timeout: 60,
    tracing_config: { mode: "PassThrough" },
  });
});

test("the code lies in the stack's folder, where the function looks for it", () => {
  // Prepare
  const synthesized = synthesize({}, folder);
  const { filename } = resource(synthesized, "consumer", "aws_lambda_function", "function");

  // Act
  const content = readFileSync(join(synthesized.outdir, "stacks/consumer", String(filename)), "utf8");

  // Assess
  expect(content).toBe("not really an archive");
});

test("variables of the file win, and reach the function as they are written", () => {
  // Prepare
  const variables = { POWERTOOLS_SERVICE_NAME: "orders", TEMPLATE: `${expression("not")} %{a} $5 100%` };
  const synthesized = synthesize({ "consumers.handler.function.environment": variables }, folder);

  // Act
  const fn = resource(synthesized, "consumer", "aws_lambda_function", "function");

  // Assess
  expect(fn.environment).toEqual({
    variables: {
      POWERTOOLS_METRICS_NAMESPACE: "CrossAccountStreams",
      POWERTOOLS_SERVICE_NAME: "orders",
      TEMPLATE: `$${expression("not")} %%{a} $5 100%`,
    },
  });
});

test("Terraform makes the log group, with a retention", () => {
  // Prepare
  const edits = { "consumers.handler.function.logRetentionDays": 90 };

  // Act
  const group = resource(synthesize(edits, folder), "consumer", "aws_cloudwatch_log_group", "log_group");

  // Assess
  expect(settingsOf(group)).toEqual({
    name: "/aws/lambda/handler",
    provider: "aws.account",
    retention_in_days: 90,
  });
});

test("concurrency is reserved and traces are sent only where the file says so", () => {
  // Prepare
  const synthesized = synthesize(
    { "consumers.handler.function.reservedConcurrency": 0, "consumers.handler.function.tracing": true },
    folder,
  );

  // Act
  const fn = resource(synthesized, "consumer", "aws_lambda_function", "function");

  // Assess
  expect(fn).toMatchObject({ reserved_concurrent_executions: 0, tracing_config: { mode: "Active" } });
});

test("the log group has the key of the file, and none without", () => {
  // Prepare
  const logKeyArn = "arn:aws:kms:eu-central-1:222222222222:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";
  const logGroup = (edits: Record<string, unknown>) =>
    resource(synthesize(edits, folder), "consumer", "aws_cloudwatch_log_group", "log_group");

  // Act
  const [withKey, without] = [logGroup({ "consumers.handler.function.logKeyArn": logKeyArn }), logGroup({})];

  // Assess
  expect(withKey.kms_key_id).toBe(logKeyArn);
  expect(without).not.toHaveProperty("kms_key_id");
});
