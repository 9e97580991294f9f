import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateFunctionCommand, InvokeCommand, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import { BUS, createSubscribedBus, eventAbout, putOntoOtherBus } from "../../cli/demo/event-bus";
import { functionsOfConsumer } from "../../config/functions";
import { checkEnvironment } from "../../config/load-environment";
import { PROJECT_ROOT } from "../../config/paths";
import { permissionsOf } from "../../config/permissions";
import { requireRunning } from "../../sandbox/require-running";
import { bundleCode } from "../../stacks/function-code";
import { type Content, edited } from "../unit/config/sample";
import { temporaryFolder } from "../unit/support/temporary-folder";
import { Account, createRole, REGION, uniqueName } from "./support/aws";

const folder = temporaryFolder();
const EVENT = readFileSync(join(PROJECT_ROOT, "__tests__/fixtures/recorded-event.json"));
const account = new Account();

/** The policy that an entry of `permissions` becomes. */
function policyWith(permission: Content): string {
  const content = edited({
    region: REGION,
    "accounts.consumer.id": account.id,
    "consumers.handler.function.permissions": [{ ...permission, because: "The test wants it" }],
  });
  const { environment } = checkEnvironment(content);
  const [handler] = environment ? functionsOfConsumer(environment, "handler") : [];
  if (!handler) throw new Error("the sample is malformed");
  const Statement = permissionsOf(handler).map(({ id, actions, resources }) => ({
    Sid: id,
    Effect: "Allow",
    Action: actions,
    Resource: resources,
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

/** Runs the recipe's handler under a role with one permission. */
async function handle(permission: Content): Promise<{ answer: unknown; roleArn: string }> {
  const roleArn = await createRole(account, policyWith(permission), uniqueName("role"));
  const { zipPath } = bundleCode("examples/put-events/index.ts", "function", {
    projectRoot: PROJECT_ROOT,
    outDir: folder,
  });
  const FunctionName = uniqueName("put-events");
  await account.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: roleArn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Timeout: 30,
      Code: { ZipFile: readFileSync(zipPath) },
      Environment: { Variables: { EVENT_BUS_NAME: BUS } },
    }),
  );
  await waitUntilFunctionActiveV2({ client: account.lambda, maxWaitTime: 20 }, { FunctionName });
  const { Payload = [] } = await account.lambda.send(new InvokeCommand({ FunctionName, Payload: EVENT }));
  return { answer: JSON.parse(Buffer.from(Payload).toString()), roleArn };
}

test("the recipe's handler puts an event onto the bus that its permission names, and onto no other", async () => {
  // Prepare
  const state = { ...requireRunning(), region: REGION };
  const queueUrl = await createSubscribedBus(state, account.id);

  // Act
  const { answer, roleArn } = await handle({ eventBus: BUS });
  const place = { accountId: account.id, queueUrl, itemId: "test-001" };
  const event = await eventAbout(state, place, new AbortController().signal);
  const refusal = await putOntoOtherBus(state, roleArn);

  // Assess
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(event).toMatchObject({
    source: "orders",
    account: account.id,
    "detail-type": "INSERT",
    detail: { eventId: "8adc758361089d9e8b12b0a1cc6338ea", keys: { id: "test-001" } },
  });
  expect(refusal).toContain("is not authorized to perform: events:PutEvents");
});

test("with the permission for another bus, the event is refused and Lambda sends the change again", async () => {
  // Prepare
  const permission = { eventBus: "another" };

  // Act
  const { answer } = await handle(permission);

  // Assess
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "109600002442871503720585" }] });
});
