import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { ChangeContext } from "./change-context";
import type { ItemChange } from "./item-change";

const sqs = new SQSClient();

/** Sends the keys of every new item to a queue. */
export async function onChange({ eventName, keys }: ItemChange, { logger }: ChangeContext): Promise<void> {
  if (eventName !== "INSERT") return;
  const QueueUrl = process.env.QUEUE_URL;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(keys) }));
  logger.info("Sent");
}
