import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { functionsOfConsumer } from "../../config/functions";
import { fromLoaded } from "../../config/loaded";
import type { Environment } from "../../config/schema";
import { accountClients } from "../../sandbox/account-clients";
import { requireRunning } from "../../sandbox/require-running";
import { BUS, createSubscribedBus, eventAbout, putOntoOtherBus } from "./event-bus";
import { synthesizeWithEvents } from "./events-synthesis";
import { type DemoRun, type DemoTask, step } from "./step";

const ITEM_ID = "order-001";

/** Prepares the deployment of a handler that puts events onto a bus, in place of the one that the file names. */
export function eventsPreparation(run: DemoRun): DemoTask[] {
  return [
    step(run, `Create the event bus ${BUS}, and a queue that subscribes to it`, "events", async () => {
      run.queueUrl = await createSubscribedBus(requireRunning(), run.pipeline.consumerAccountId);
    }),
    step(run, "Synthesize the stacks, with a handler that puts events", "synth", async () => {
      synthesizeWithEvents(run.environment);
    }),
  ];
}

/** Shows what the handler's permission allows, and what it does not allow. */
export function eventsTasks(run: DemoRun): DemoTask[] {
  const { pipeline, result, shown, signal } = run;
  const { consumerAccountId: accountId } = pipeline;
  return [
    step(run, "Put an item: its event arrives in the queue", "events", async () => {
      await putItem(run);
      const queueUrl = fromLoaded(run.queueUrl, "queueUrl");
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

function handlerRole(environment: Environment): string {
  const consumer = fromLoaded(Object.keys(environment.consumers)[0], "consumers");
  const [handler] = functionsOfConsumer(environment, consumer);
  return fromLoaded(handler, "function").roleArn;
}

async function putItem({ pipeline }: DemoRun): Promise<void> {
  const { dynamodb, destroy } = accountClients(requireRunning(), pipeline.sourceAccountId);
  await dynamodb.send(new PutItemCommand({ TableName: pipeline.tableName, Item: { id: { S: ITEM_ID } } }));
  destroy();
}
