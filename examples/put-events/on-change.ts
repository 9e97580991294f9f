import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { ChangeContext } from "../../lambda-src/stream-handler/change-context";
import type { ItemChange } from "../../lambda-src/stream-handler/item-change";

const eventBridge = new EventBridgeClient();

/** Puts an event onto the bus for each change: which item it was, and what happened to it. */
export async function onChange(change: ItemChange, { logger }: ChangeContext): Promise<void> {
  const { eventId, eventName, keys, sourceAccount, tableName, time } = change;
  const detail = { eventId, keys, sourceAccount, tableName };
  const { Entries = [] } = await eventBridge.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: process.env.EVENT_BUS_NAME,
          Source: "orders",
          DetailType: eventName,
          Time: time,
          // A number of DynamoDB may have more digits than one of JSON.
          Detail: JSON.stringify(detail, (_name, value) =>
            typeof value === "bigint" ? String(value) : value,
          ),
        },
      ],
    }),
  );
  // EventBridge answers 200 even if it takes no event.
  const [refused] = Entries.filter(({ ErrorCode }) => ErrorCode !== undefined);
  if (refused) throw new Error(`EventBridge took no event: ${refused.ErrorCode}`);
  logger.info("Event put", { eventId, eventName });
}
