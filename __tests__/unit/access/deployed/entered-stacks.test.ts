import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import { deployedStacks } from "../../../../access/deployed/inventory/entered-stacks";
import { Notes } from "../../../../access/deployed/inventory/notes";
import { loadEnvironment } from "../../../../config/load-environment";
import { fromLoaded } from "../../../../config/loaded";
import type { Environment } from "../../../../config/schema";
import { environmentOf, withTenants } from "../../config/tenants/support";

mockClient(DynamoDBClient);
mockClient(KMSClient);
mockClient(LambdaClient);

/** The environment `sandbox`, and a consumer with one function in this account. */
function twoConsumers(account: string): Environment {
  const { environment } = structuredClone(loadEnvironment("sandbox"));
  const handler = fromLoaded(environment.consumers.handler, "consumers.handler");
  const { readerApi: _api, accountSwitcher: _switcher, stack: _stack, ...alike } = handler;
  const reports = { ...alike, account, function: { ...handler.function, name: "reports" } };
  return { ...environment, consumers: { handler, reports } };
}

const HANDLERS = ["CrossAccountDynamoDBHandler", "other-account-dynamodb-access-lambda", "AccountSwitcher"];

test.each([
  { account: "consumer", handler: ["reports"], reports: HANDLERS },
  { account: "source", handler: [], reports: [] },
])("a second consumer in the account $account: functions of stacks beside each other", async (expected) => {
  // Prepare
  const environment = twoConsumers(expected.account);
  const reader = {
    dynamodb: new DynamoDBClient(),
    kms: new KMSClient(),
    lambda: new LambdaClient(),
  } as AccountReader;

  // Act
  const stacks = await deployedStacks({ name: "sandbox", environment }, async () => reader, new Notes());

  // Assess
  const others = Object.fromEntries(
    stacks.map(({ inventory, otherFunctions }) => [inventory.name, otherFunctions]),
  );
  expect(others).toMatchObject({
    consumer: expected.handler,
    "consumer-reports": expected.reports,
  });
});

test("a mapping stack belongs to its consumer, and reads the names of the consumer's functions", async () => {
  // Prepare
  const loaded = environmentOf(
    withTenants([{ tenant: "a", account: "300000000000" }], { "consumers.handler.mappingStacks": 2 }),
  );
  const reader = {
    dynamodb: new DynamoDBClient(),
    kms: new KMSClient(),
    lambda: new LambdaClient(),
  } as AccountReader;

  // Act
  const stacks = await deployedStacks({ name: "t", environment: loaded }, async () => reader, new Notes());

  // Assess
  const held = stacks.map(({ inventory, mappingStacks = [] }) => [
    inventory.name,
    mappingStacks.map((stack) => stack.inventory.name),
  ]);
  expect(Object.fromEntries(held)).toEqual({
    "source-changes-a": [],
    consumer: ["consumer-mappings-1", "consumer-mappings-2"],
    "consumer-mappings-1": [],
    "consumer-mappings-2": [],
  });
  const text = `\${data.terraform_remote_state.consumer.outputs.function_name}`;
  expect(stacks.map(({ resolve }) => resolve(text))).toEqual([text, text, "handler", "handler"]);
});
