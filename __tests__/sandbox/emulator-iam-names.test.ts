import { randomUUID } from "node:crypto";
import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  PutDashboardCommand,
} from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateAliasCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteLayerVersionCommand,
  GetEventSourceMappingCommand,
  GetLayerVersionCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { rootCredentials } from "../../sandbox/credentials";
import { BareEmulator } from "../../sandbox/test-harness/bare-emulator";
import { emulatorUrl, REGION } from "./support/aws";
import { freshAccount } from "./support/own-accounts";

let plain: BareEmulator;
beforeAll(async () => {
  plain = await BareEmulator.start("plain");
});
afterAll(() => plain.stop());

const UUID = randomUUID();

/** Actions and the resources that the Service Authorization Reference gives them, without account. */
const RESOURCES: Readonly<Record<string, string>> = {
  "cloudwatch:DeleteDashboards": "cloudwatch:dashboard/orders",
  "cloudwatch:GetDashboard": "cloudwatch:dashboard/orders",
  "cloudwatch:PutDashboard": "cloudwatch:dashboard/orders",
  "dynamodb:GetResourcePolicy": "dynamodb:table/Orders",
  "kms:CreateAlias": "kms:alias/orders",
  "kms:DescribeKey": "kms:key/*",
  "lambda:CreateFunction": "lambda:function:orders",
  "lambda:DeleteEventSourceMapping": `lambda:event-source-mapping:${UUID}`,
  "lambda:DeleteFunctionConcurrency": "lambda:function:orders",
  "lambda:DeleteLayerVersion": "lambda:layer:shared:1",
  "lambda:GetEventSourceMapping": `lambda:event-source-mapping:${UUID}`,
  "lambda:GetLayerVersion": "lambda:layer:shared:1",
  "lambda:UpdateEventSourceMapping": `lambda:event-source-mapping:${UUID}`,
};
const ACTIONS = Object.keys(RESOURCES);

function arnOf(accountId: string, resource: string): string {
  const [service, ...rest] = resource.split(":");
  // Dashboards belong to no region.
  return `arn:aws:${service}:${service === "cloudwatch" ? "" : REGION}:${accountId}:${rest.join(":")}`;
}

/** The calls that are refused to a user who may do nothing, or exactly what the reference asks for. */
async function refused(endpoint: string, allowed: readonly string[]): Promise<string[]> {
  const accountId = freshAccount();
  const credentials = await makeUser(endpoint, accountId, allowed);
  const shared = { endpoint, region: REGION, maxAttempts: 1, credentials };
  const [cloudWatch, dynamodb, kms, lambda] = [
    new CloudWatchClient(shared),
    new DynamoDBClient(shared),
    new KMSClient(shared),
    new LambdaClient(shared),
  ] as const;
  const layer = { LayerName: "shared", VersionNumber: 1 };
  const table = { ResourceArn: arnOf(accountId, "dynamodb:table/Orders") };
  const fn = { FunctionName: "orders", Role: `arn:aws:iam::${accountId}:role/r`, Code: {} };
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    "cloudwatch:DeleteDashboards": () =>
      cloudWatch.send(new DeleteDashboardsCommand({ DashboardNames: ["orders"] })),
    "cloudwatch:GetDashboard": () => cloudWatch.send(new GetDashboardCommand({ DashboardName: "orders" })),
    "cloudwatch:PutDashboard": () =>
      cloudWatch.send(new PutDashboardCommand({ DashboardName: "orders", DashboardBody: '{"widgets":[]}' })),
    "dynamodb:GetResourcePolicy": () => dynamodb.send(new GetResourcePolicyCommand(table)),
    "kms:CreateAlias": () =>
      kms.send(new CreateAliasCommand({ AliasName: "alias/orders", TargetKeyId: randomUUID() })),
    "kms:DescribeKey": () => kms.send(new DescribeKeyCommand({ KeyId: "alias/aws/dynamodb" })),
    "lambda:CreateFunction": () => lambda.send(new CreateFunctionCommand(fn)),
    "lambda:DeleteEventSourceMapping": () => lambda.send(new DeleteEventSourceMappingCommand({ UUID })),
    "lambda:DeleteFunctionConcurrency": () =>
      lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: "orders" })),
    "lambda:DeleteLayerVersion": () => lambda.send(new DeleteLayerVersionCommand(layer)),
    "lambda:GetEventSourceMapping": () => lambda.send(new GetEventSourceMappingCommand({ UUID })),
    "lambda:GetLayerVersion": () => lambda.send(new GetLayerVersionCommand(layer)),
    "lambda:UpdateEventSourceMapping": () => lambda.send(new UpdateEventSourceMappingCommand({ UUID })),
  };
  const denied = await Promise.all(ACTIONS.map(async (action) => isDenied(calls[action]?.())));
  for (const client of [cloudWatch, dynamodb, kms, lambda]) client.destroy();
  return ACTIONS.filter((_, index) => denied[index]);
}

async function makeUser(endpoint: string, accountId: string, allowed: readonly string[]) {
  const iam = new IAMClient({ endpoint, region: REGION, credentials: rootCredentials(accountId) });
  const UserName = "exact";
  await iam.send(new CreateUserCommand({ UserName }));
  const Statement = allowed.map((Action) => ({
    Effect: "Allow",
    Action,
    Resource: arnOf(accountId, RESOURCES[Action] ?? ""),
  }));
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  if (allowed.length > 0) {
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "exact", PolicyDocument }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  iam.destroy();
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  return { accessKeyId, secretAccessKey };
}

/** Whatever else may be wrong with the call. */
async function isDenied(call: Promise<unknown> | undefined): Promise<boolean> {
  try {
    await call;
    return false;
  } catch (error) {
    return error instanceof Error && /^AccessDenied/.test(error.name);
  }
}

test("who may do exactly what the reference asks for is let in, and nobody else", async () => {
  // Act
  const [exact, nothing] = [await refused(emulatorUrl(), ACTIONS), await refused(emulatorUrl(), [])];

  // Assess
  expect(exact).toEqual([]);
  expect(nothing).toEqual(ACTIONS);
});

// Once this fails, the emulator names calls as AWS does: take what it no longer needs out of iam_names.py.
test("without the correction, exact policies are refused and some calls not checked at all", async () => {
  // Act
  const [exact, nothing] = [await refused(plain.url, ACTIONS), await refused(plain.url, [])];

  // Assess
  const unchecked = [
    "lambda:DeleteEventSourceMapping",
    "lambda:DeleteLayerVersion",
    "lambda:UpdateEventSourceMapping",
  ];
  expect(exact).toEqual(ACTIONS.filter((action) => !unchecked.includes(action)));
  expect(nothing).toEqual(ACTIONS.filter((action) => !unchecked.includes(action)));
});
