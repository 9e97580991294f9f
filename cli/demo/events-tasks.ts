import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { functionsOfConsumer } from "../../config/functions";
import type { LoadedEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import { PROJECT_ROOT } from "../../config/paths";
import type { Environment } from "../../config/schema";
import { stackNames } from "../../config/stack-names";
import { accountClients } from "../../sandbox/account-clients";
import { requireRunning } from "../../sandbox/require-running";
import { sandboxOutputFolder } from "../../sandbox/terraform-project";
import { buildApp } from "../../stacks/build-app";
import { bundlerOf } from "../../stacks/function-code";
import { synthesize } from "../../stacks/synthesize";
import { BUS, createSubscribedBus, eventAbout, putOntoOtherBus } from "./event-bus";
import { type DemoRun, type DemoTask, projectOf, step } from "./step";

/** docs/recipes/put-events.md explains it. */
const ENTRY = "examples/put-events/index.ts";
const ITEM_ID = "order-001";

/** Shows a handler that puts events onto a bus, and what it takes: its code, a variable and a permission. */
export function eventsTasks(run: DemoRun): DemoTask[] {
  const { pipeline, result, shown, signal } = run;
  const { consumerAccountId: accountId } = pipeline;
  let queueUrl = "";
  return [
    step(run, `Create the event bus ${BUS}, and a queue that subscribes to it`, "events", async () => {
      queueUrl = await createSubscribedBus(requireRunning(), accountId);
    }),
    step(run, "Deploy a handler that puts events, with its permission", "events", async (say) => {
      synthesizeWithEvents(run.environment);
      // The stack of the table stays as it is.
      await projectOf(run, say).apply(consumerStack(run.environment.environment));
    }),
    step(run, "Put an item: its event arrives in the queue", "events", async () => {
      await putItem(run);
      const event = await eventAbout(requireRunning(), { accountId, queueUrl, itemId: ITEM_ID }, signal);
      result.eventPut = event["detail-type"];
      shown.push(`The queue got the event:\n  ${JSON.stringify(event)}`);
    }),
    step(run, "Put an event onto another bus under the same role: denied", "events", async () => {
      const refusal = await putOntoOtherBus(requireRunning(), handlerRole(run.environment.environment));
      result.otherBusRefused = refusal !== undefined;
      shown.push(`For another bus, the same role was refused:\n  ${refusal}`);
    }),
  ];
}

/** Into the folder of the demo's stacks, so that Terraform is initialized there and finds its local state. */
function synthesizeWithEvents({ name, environment }: LoadedEnvironment): void {
  const outdir = sandboxOutputFolder();
  synthesize(
    buildApp({ name, environment: withEvents(environment), bundle: bundlerOf(PROJECT_ROOT), outdir }),
  );
}

/** The environment with the recipe's settings for the first consumer's stream handler. */
function withEvents(environment: Environment): Environment {
  const { key, consumer } = firstConsumer(environment);
  const { function: fn } = consumer;
  const permission = { eventBus: BUS, because: "on-change publishes what happened to each order" };
  const changed = {
    ...fn,
    entry: ENTRY,
    environment: { ...fn.environment, EVENT_BUS_NAME: BUS },
    permissions: [...fn.permissions, permission],
  };
  return {
    ...environment,
    consumers: { ...environment.consumers, [key]: { ...consumer, function: changed } },
  };
}

function firstConsumer({ consumers }: Environment) {
  const [key, consumer] = fromLoaded(Object.entries(consumers)[0], "consumers");
  return { key, consumer };
}

function consumerStack(environment: Environment): string {
  const { key } = firstConsumer(environment);
  return fromLoaded(stackNames(environment).consumers[key], `consumers.${key}`);
}

function handlerRole(environment: Environment): string {
  const [handler] = functionsOfConsumer(environment, firstConsumer(environment).key);
  return fromLoaded(handler, "function").roleArn;
}

async function putItem({ pipeline }: DemoRun): Promise<void> {
  const { dynamodb, destroy } = accountClients(requireRunning(), pipeline.sourceAccountId);
  await dynamodb.send(new PutItemCommand({ TableName: pipeline.tableName, Item: { id: { S: ITEM_ID } } }));
  destroy();
}
