import { TerraformOutput } from "cdktf";
import { FunctionWithRole, type FunctionWithRoleProps } from "../../../constructs/function-with-role";
import { expression, policyOf } from "../support/elements";
import { fakeCode } from "../support/fake-code";
import { onlyElement, synthAlone } from "../support/synth-alone";
import { temporaryFolder } from "../support/temporary-folder";

const code = fakeCode(temporaryFolder());
const HASH = Buffer.from(code.sourceCodeHash, "base64").toString("hex");
const LOG_GROUP = expression("aws_cloudwatch_log_group.orders_log-group_this.name");
const REQUIRED: FunctionWithRoleProps = {
  accountId: "222222222222",
  region: "eu-central-1",
  functionName: "orders",
  code,
  role: { roleName: "OrdersHandler" },
};
const OWN_LOGS = {
  Sid: "WriteOwnLogStreams",
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: `arn:aws:logs:eu-central-1:222222222222:log-group:${LOG_GROUP}:*`,
};

const synthesized = (props: Partial<FunctionWithRoleProps> = {}) =>
  synthAlone((scope) => {
    const fn = new FunctionWithRole(scope, "orders", { ...REQUIRED, ...props });
    new TerraformOutput(scope, "attributes", {
      value: [fn.functionName, fn.functionArn, fn.invokeArn, fn.roleArn, fn.logGroupName],
    });
  });

test("the defaults: a small function on arm64 that writes JSON logs", () => {
  // Act
  const json = synthesized();

  // Assess
  expect(onlyElement(json, "aws_lambda_function")).toEqual({
    architectures: ["arm64"],
    filename: `assets/orders_function_code/${HASH}/code.zip`,
    function_name: "orders",
    handler: "index.handler",
    logging_config: { application_log_level: "INFO", log_format: "JSON", log_group: LOG_GROUP },
    memory_size: 256,
    role: expression("aws_iam_role.orders_role_this.arn"),
    runtime: "nodejs22.x",
    source_code_hash: code.sourceCodeHash,
    timeout: 60,
    tracing_config: { mode: "PassThrough" },
  });
  expect(onlyElement(json, "aws_cloudwatch_log_group")).toEqual({
    name: "/aws/lambda/orders",
    retention_in_days: 30,
  });
});

test("by default only Lambda assumes the role, which may write the function's logs", () => {
  // Act
  const json = synthesized();

  // Assess
  const role = onlyElement(json, "aws_iam_role");
  const policy = onlyElement(json, "aws_iam_role_policy");
  expect(role).toEqual({
    name: "OrdersHandler",
    description: "Execution role of the Lambda function orders",
    assume_role_policy: expect.any(String),
  });
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
  expect(policy).toEqual({
    name: "permissions",
    role: expression("aws_iam_role.orders_role_this.id"),
    policy: expect.any(String),
  });
  expect(policyOf(policy)).toEqual({ Version: "2012-10-17", Statement: [OWN_LOGS] });
});

test("every setting reaches function, role and log group", () => {
  // Prepare
  const keyArn = "arn:aws:kms:eu-central-1:222222222222:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";
  const boundary = "arn:aws:iam::222222222222:policy/Boundary";

  // Act
  const json = synthesized({
    description: "Handles orders",
    variables: { TABLE: "Orders" },
    layerArns: ["arn:aws:lambda:eu-central-1:222222222222:layer:pricing:1"],
    memorySize: 512,
    timeout: 29,
    architecture: "x86_64",
    reservedConcurrency: 0,
    tracing: true,
    logLevel: "WARN",
    logRetentionDays: 7,
    logKeyArn: keyArn,
    role: {
      roleName: "OrdersHandler",
      rolePath: "/team/",
      permissionsBoundaryArn: boundary,
      description: "Of team orders",
      policyName: "orders",
    },
  });

  // Assess
  expect(onlyElement(json, "aws_lambda_function")).toMatchObject({
    description: "Handles orders",
    environment: { variables: { TABLE: "Orders" } },
    layers: ["arn:aws:lambda:eu-central-1:222222222222:layer:pricing:1"],
    memory_size: 512,
    timeout: 29,
    architectures: ["x86_64"],
    reserved_concurrent_executions: 0,
    tracing_config: { mode: "Active" },
    logging_config: { application_log_level: "WARN" },
  });
  expect(onlyElement(json, "aws_iam_role")).toMatchObject({
    path: "/team/",
    permissions_boundary: boundary,
    description: "Of team orders",
  });
  expect(onlyElement(json, "aws_iam_role_policy").name).toBe("orders");
  expect(policyOf(onlyElement(json, "aws_iam_role_policy"))).toMatchObject({
    Statement: [{ Sid: "WriteOwnLogStreams" }, { Sid: "SendTraces" }],
  });
  expect(onlyElement(json, "aws_cloudwatch_log_group")).toMatchObject({
    retention_in_days: 7,
    kms_key_id: keyArn,
  });
});

test("permissions become statements of the role", () => {
  // Prepare
  const statement = {
    Sid: "PutOrderEvents",
    Effect: "Allow" as const,
    Action: "events:PutEvents",
    Resource: "arn:aws:events:eu-central-1:222222222222:event-bus/orders",
  };
  const assumeRoles = ["arn:aws:iam::111111111111:role/read-orders"];

  // Act
  const json = synthesized({ permissions: { assumeRoles, statements: [statement] } });

  // Assess
  expect(policyOf(onlyElement(json, "aws_iam_role_policy"))).toEqual({
    Version: "2012-10-17",
    Statement: [
      { Sid: "AssumeAccessRoles", Effect: "Allow", Action: "sts:AssumeRole", Resource: assumeRoles },
      OWN_LOGS,
      statement,
    ],
  });
});

test("a variable may refer to another element", () => {
  // Act
  const json = synthAlone((scope) => {
    const first = new FunctionWithRole(scope, "first", REQUIRED);
    const variables = { FIRST: first.functionArn };
    new FunctionWithRole(scope, "orders", { ...REQUIRED, variables });
  });

  // Assess
  expect(json.resource?.aws_lambda_function?.orders_function_this?.environment).toEqual({
    variables: { FIRST: expression("aws_lambda_function.first_function_this.arn") },
  });
});

test("other constructs refer to the function, its role and its log group", () => {
  // Act
  const { output } = synthesized();

  // Assess
  expect(output?.attributes?.value).toEqual([
    expression("aws_lambda_function.orders_function_this.function_name"),
    expression("aws_lambda_function.orders_function_this.arn"),
    expression("aws_lambda_function.orders_function_this.invoke_arn"),
    expression("aws_iam_role.orders_role_this.arn"),
    LOG_GROUP,
  ]);
});
