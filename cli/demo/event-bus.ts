import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { rootCredentials } from "../../sandbox/credentials";
import { roleCredentials } from "../../sandbox/role-credentials";
import { SandboxError } from "../../sandbox/sandbox-error";
import type { SandboxState } from "../../sandbox/state-folder";

/** The bus that the demo's handler puts events onto. */
export const BUS = "order-events";
/** The rule and the queue that subscribe to it. */
const SUBSCRIPTION = "demo-order-events";

const ARRIVAL_TIMEOUT_MS = 30_000;

/** Creates the bus, and a queue that gets every event of it. @returns URL of the queue */
export async function createSubscribedBus(state: SandboxState, accountId: string): Promise<string> {
  const { eventBridge, sqs } = clientsOf(state, accountId);
  await eventBridge.send(new CreateEventBusCommand({ Name: BUS }));
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: SUBSCRIPTION }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  const rule = { Name: SUBSCRIPTION, EventBusName: BUS };
  await eventBridge.send(
    new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: ["orders"] }) }),
  );
  const Targets = [{ Id: "queue", Arn: Attributes?.QueueArn }];
  await eventBridge.send(new PutTargetsCommand({ Rule: rule.Name, EventBusName: BUS, Targets }));
  eventBridge.destroy();
  sqs.destroy();
  return QueueUrl;
}

/** An event as the queue gets it. */
export interface ArrivedEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: { readonly eventId: string; readonly keys: Readonly<Record<string, unknown>> };
}

/**
 * Waits for the event about an item.
 * @throws SandboxError if it does not arrive within 30 s
 */
export async function eventAbout(
  state: SandboxState,
  { accountId, queueUrl, itemId }: { accountId: string; queueUrl: string; itemId: string },
  signal: AbortSignal,
): Promise<ArrivedEvent> {
  const { sqs } = clientsOf(state, accountId);
  const deadline = Date.now() + ARRIVAL_TIMEOUT_MS;
  try {
    while (Date.now() < deadline && !signal.aborted) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1, MaxNumberOfMessages: 10 }),
      );
      const events = Messages.map(({ Body = "{}" }) => JSON.parse(Body) as ArrivedEvent);
      const found = events.find(({ detail }) => detail?.keys.id === itemId);
      if (found) return found;
    }
  } finally {
    sqs.destroy();
  }
  throw new SandboxError(
    `No event about the item ${itemId} arrived within ${ARRIVAL_TIMEOUT_MS / 1000} s.`,
    "Run the demo with --keep, and check `npm run sandbox -- logs`.",
  );
}

/**
 * Puts an event onto another bus, under the function's role.
 * @returns why it was refused; undefined if it was not, which is wrong
 */
export async function putOntoOtherBus(state: SandboxState, roleArn: string): Promise<string | undefined> {
  const credentials = await roleCredentials(state, roleArn);
  if (!credentials) throw new SandboxError(`There is no role ${roleArn}.`, "Deploy the stacks again.");
  const eventBridge = new EventBridgeClient({
    region: state.region,
    endpoint: state.emulatorUrl,
    credentials,
    maxAttempts: 1,
  });
  const Entries = [{ EventBusName: "default", Source: "orders", DetailType: "INSERT", Detail: "{}" }];
  try {
    await eventBridge.send(new PutEventsCommand({ Entries }));
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith("AccessDenied")) return error.message;
    throw error;
  } finally {
    eventBridge.destroy();
  }
}

function clientsOf(state: SandboxState, accountId: string) {
  const shared = {
    region: state.region,
    endpoint: state.emulatorUrl,
    credentials: rootCredentials(accountId),
    maxAttempts: 1,
  };
  return { eventBridge: new EventBridgeClient(shared), sqs: new SQSClient(shared) };
}
