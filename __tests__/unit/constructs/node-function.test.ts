import { NodeFunction } from "../../../constructs/node-function";
import { fakeCode } from "../support/fake-code";
import { onlyElement, synthAlone } from "../support/synth-alone";
import { temporaryFolder } from "../support/temporary-folder";

const code = fakeCode(temporaryFolder());

test("a function runs under a role and writes to a log group that exist already", () => {
  // Prepare
  const roleArn = "arn:aws:iam::222222222222:role/Orders";

  // Act
  const json = synthAlone(
    (scope) =>
      new NodeFunction(scope, "fn", { functionName: "orders", code, roleArn, logGroupName: "/orders" }),
  );

  // Assess
  const hash = Buffer.from(code.sourceCodeHash, "base64").toString("hex");
  expect(Object.keys(json.resource ?? {})).toEqual(["aws_lambda_function"]);
  expect(onlyElement(json, "aws_lambda_function")).toEqual({
    architectures: ["arm64"],
    filename: `assets/fn_code/${hash}/code.zip`,
    function_name: "orders",
    handler: "index.handler",
    logging_config: { application_log_level: "INFO", log_format: "JSON", log_group: "/orders" },
    memory_size: 256,
    role: roleArn,
    runtime: "nodejs22.x",
    source_code_hash: code.sourceCodeHash,
    timeout: 60,
    tracing_config: { mode: "PassThrough" },
  });
});
