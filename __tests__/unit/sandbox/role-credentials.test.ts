import { CloudWatchLogsClient, DeleteLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { roleCredentials } from "../../../sandbox/role-credentials";
import type { SandboxState } from "../../../sandbox/state-folder";

const ROLE = "arn:aws:iam::222222222222:role/team/reader";
const STATE: SandboxState = {
  emulatorUrl: "http://127.0.0.1:1",
  streamMappings: { pid: 0, startedAt: "", url: "http://127.0.0.1:1" },
  region: "eu-central-1",
  accountIds: [],
  startedAt: "2026-02-01T06:30:25.829Z",
};

/** A sandbox that holds the role, and whose functions answer nothing. */
function sandbox() {
  const iam = mockClient(IAMClient);
  const lambda = mockClient(LambdaClient);
  const logs = mockClient(CloudWatchLogsClient);
  const Role = { Arn: ROLE, Path: "/team/", RoleName: "reader", RoleId: "", CreateDate: new Date(0) };
  iam.on(GetRoleCommand).resolves({ Role });
  lambda.on(CreateFunctionCommand).resolves({});
  lambda.on(InvokeCommand).resolves({});
  lambda.on(DeleteFunctionCommand).resolves({});
  logs.on(DeleteLogGroupCommand).resolves({});
  /** Names of the functions that were made and that were removed. */
  const made = () => lambda.commandCalls(CreateFunctionCommand).map(({ args }) => args[0].input.FunctionName);
  const removed = () =>
    lambda.commandCalls(DeleteFunctionCommand).map(({ args }) => args[0].input.FunctionName);
  return { lambda, made, removed };
}

test.each([
  ["answers nothing", {}],
  ["fails", { FunctionError: "Unhandled" }],
])("a helper that %s: cause and remedy, and it is removed", async (_, answer) => {
  // Prepare
  const { lambda, made, removed } = sandbox();
  lambda.on(InvokeCommand).resolves(answer);

  // Act
  const asked = roleCredentials(STATE, ROLE);

  // Assess
  await expect(asked).rejects.toMatchObject({
    name: "SandboxError",
    message: `The sandbox returned no credentials for the role ${ROLE}.\nCheck its status (\`npm run sandbox -- status\`), or restart it.`,
  });
  expect(made()).toEqual([expect.stringMatching(/^role-credentials-/)]);
  expect(removed()).toEqual(made());
});

test("a helper that cannot be invoked is removed, and the error is passed on", async () => {
  // Prepare
  const { lambda, made, removed } = sandbox();
  lambda.on(InvokeCommand).rejects(new Error("throttled"));

  // Act
  const asked = roleCredentials(STATE, ROLE);

  // Assess
  await expect(asked).rejects.toThrow("throttled");
  expect(removed()).toEqual(made());
});

test("the error is passed on even if the helper was never created", async () => {
  // Prepare
  const { lambda } = sandbox();
  lambda.on(CreateFunctionCommand).rejects(new Error("refused"));
  lambda
    .on(DeleteFunctionCommand)
    .rejects(new ResourceNotFoundException({ message: "no such function", $metadata: {} }));

  // Act
  const asked = roleCredentials(STATE, ROLE);

  // Assess
  await expect(asked).rejects.toThrow("refused");
});
