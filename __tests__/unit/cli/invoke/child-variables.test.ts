import { childVariables } from "../../../../cli/invoke/child-variables";
import { temporaryFolder } from "../../support/temporary-folder";
import { sampleFunction } from "./support/sample-function";

const folder = temporaryFolder();

function variablesWith(overrides: Record<string, string>, layerModules?: string) {
  return childVariables({
    fn: sampleFunction({ folder, code: "", variables: { TABLE_NAME: "Devices", LOG: "1" } }),
    unpacked: { taskRoot: "/task", runtimeFolder: "/run", runtimeFile: "/run/runtime.js", layerModules },
    logPlace: { logGroupName: "/aws/lambda/sample", logStreamName: "stream" },
    access: { AWS_ACCESS_KEY_ID: "key", AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
    overrides,
  });
}

test("a function gets the variables that Lambda sets, and from our own environment only PATH", () => {
  // Prepare
  jest.replaceProperty(process, "env", { PATH: "/bin", HOME: "/home/me", AWS_PROFILE: "mine", SECRET: "x" });

  // Act
  const variables = variablesWith({}, "/layer/nodejs/node_modules");

  // Assess
  expect(variables).toEqual({
    TABLE_NAME: "Devices",
    LOG: "1",
    PATH: "/bin",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    NODE_PATH: "/layer/nodejs/node_modules",
    _HANDLER: "index.handler",
    AWS_REGION: "eu-central-1",
    AWS_DEFAULT_REGION: "eu-central-1",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
    AWS_LAMBDA_FUNCTION_NAME: "sample",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/sample",
    AWS_LAMBDA_LOG_STREAM_NAME: "stream",
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_LOG_LEVEL: "INFO",
    LAMBDA_TASK_ROOT: "/task",
    LAMBDA_RUNTIME_DIR: "/run",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: "key",
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  });
});

test("without a layer there is no folder of its modules", () => {
  // Act
  const variables = variablesWith({});

  // Assess
  expect(variables).not.toHaveProperty("NODE_PATH");
});

test("the user's variables override all others", () => {
  // Act
  const variables = variablesWith({ LOG: "2", AWS_REGION: "us-east-1", NEW: "3" });

  // Assess
  expect(variables).toMatchObject({ TABLE_NAME: "Devices", LOG: "2", AWS_REGION: "us-east-1", NEW: "3" });
});
