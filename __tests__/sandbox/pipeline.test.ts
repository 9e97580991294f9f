import {
  DeleteResourcePolicyCommand,
  DescribeTableCommand,
  GetResourcePolicyCommand,
  ListTablesCommand,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-dynamodb";
import { DeleteRolePolicyCommand, ListRolesCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from "@aws-sdk/client-lambda";
import { accountClients } from "../../sandbox/account-clients";
import { requireRunning } from "../../sandbox/require-running";
import type { TerraformProject } from "../../sandbox/terraform-project";
import { deployedDifferences } from "./support/deployed-access";
import {
  CONSUMER_ACCOUNT,
  FUNCTION,
  lastProcessingResult,
  loggedIds,
  put,
  ROLE,
  SOURCE_ACCOUNT,
  sandboxProject,
  TABLE,
} from "./support/pipeline";
import { makeReader } from "./support/stranger";
import { waitUntil } from "./support/wait-until";

const DEPLOY_TIMEOUT_MS = 180_000;
const PROJECT_FOLDER = "pipeline";

let project: TerraformProject;
let streamArn: string;

beforeAll(async () => {
  project = sandboxProject(PROJECT_FOLDER);
  await project.synth();
  await project.deploy();
  streamArn = String((await project.outputs("source")).stream_arn);
}, DEPLOY_TIMEOUT_MS);

afterAll(() => project.destroy(), DEPLOY_TIMEOUT_MS);

test("an item put in one account is logged by the function of the other", async () => {
  // Act
  await put("delivered");
  // Assess
  await waitUntil(loggedIds, (ids) => ids.includes("delivered"));
  expect(await lastProcessingResult()).toBe("OK");
});

test("who may do what, as deployed, is what the environment file means", async () => {
  // Act
  const differing = await deployedDifferences(PROJECT_FOLDER);
  // Assess
  expect(differing).toEqual([]);
});

test("a policy that somebody widened by hand is found, and its statement named", async () => {
  // Prepare
  const { iam, destroy } = accountClients(requireRunning(), CONSUMER_ACCOUNT);
  const identity = { RoleName: ROLE, PolicyName: "by-hand" };
  const Resource = `arn:aws:logs:us-east-1:${CONSUMER_ACCOUNT}:log-group:/aws/lambda/${FUNCTION}`;
  const Statement = [{ Sid: "ByHand", Effect: "Allow", Action: "logs:DeleteLogGroup", Resource }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutRolePolicyCommand({ ...identity, PolicyDocument }));
  // Act
  const differing = await deployedDifferences(PROJECT_FOLDER);
  await iam.send(new DeleteRolePolicyCommand(identity));
  destroy();
  // Assess
  expect(differing).toEqual([
    `handler / stream handler, DeleteLogGroup, log group /aws/lambda/${FUNCTION}: allow, but the environment file expects deny: allowed by ByHand (by-hand)`,
  ]);
});

test(
  "a second plan is empty",
  async () => {
    // Act
    const changed = await project.changedStacks();
    // Assess
    expect(changed).toEqual([]);
  },
  DEPLOY_TIMEOUT_MS,
);

test.each([
  ["another role of the consumer account", CONSUMER_ACCOUNT, "AnotherRole"],
  ["a role of a third account", "333333333333", "Stranger"],
  [
    "a role of a third account with the granted role's name",
    "444444444444",
    "CrossAccountDynamoDBHandlerRole",
  ],
])("%s may not map the stream, whatever its own policy allows", async (_, accountId, roleName) => {
  // Prepare
  const { functionName, lambda, remove } = await makeReader({ accountId, roleName, streamArn });
  // Act
  const act = lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: streamArn,
      FunctionName: functionName,
      StartingPosition: "TRIM_HORIZON",
    }),
  );
  // Assess
  await expect(act).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: expect.stringMatching(/^Cannot access stream /),
  });
  await remove();
});

test("delivery stops while the stream's policy is gone, and goes on without a loss when it is back", async () => {
  // Prepare
  const { dynamodb, destroy } = accountClients(requireRunning(), SOURCE_ACCOUNT);
  const { Policy } = await dynamodb.send(new GetResourcePolicyCommand({ ResourceArn: streamArn }));
  await dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn: streamArn }));
  const denied = await waitUntil(lastProcessingResult, (result) => result?.startsWith("PROBLEM:") === true);
  const expected = ["while-denied-1", "while-denied-2", "while-denied-3"];
  for (const id of expected) await put(id);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const whileDenied = await loggedIds();
  // Act
  await dynamodb.send(new PutResourcePolicyCommand({ ResourceArn: streamArn, Policy }));
  destroy();
  const afterwards = await waitUntil(loggedIds, (ids) => expected.every((id) => ids.includes(id)));
  // Assess
  expect(denied).toContain("is not authorized to perform: dynamodb:");
  expect(whileDenied.filter((id) => expected.includes(id))).toEqual([]);
  expect(afterwards.filter((id) => expected.includes(id))).toEqual(expected);
});

test(
  "nothing is left after destroy",
  async () => {
    // Prepare
    const source = accountClients(requireRunning(), SOURCE_ACCOUNT);
    const consumer = accountClients(requireRunning(), CONSUMER_ACCOUNT);
    // Act
    await project.destroy();
    // Assess
    expect((await source.dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await consumer.lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    expect((await consumer.lambda.send(new ListEventSourceMappingsCommand({}))).EventSourceMappings).toEqual(
      [],
    );
    const { Roles = [] } = await consumer.iam.send(new ListRolesCommand({}));
    expect(Roles.map(({ RoleName }) => RoleName)).toEqual(["OrganizationAccountAccessRole"]);
    await expect(source.dynamodb.send(new DescribeTableCommand({ TableName: TABLE }))).rejects.toThrow(
      /not found/,
    );
    source.destroy();
    consumer.destroy();
  },
  DEPLOY_TIMEOUT_MS,
);
