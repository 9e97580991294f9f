import { GetBucketPolicyCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, PublishCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { RequiredAction } from "../authorization/destination-access";
import type { AwsClients } from "../aws/clients";
import type { Scope } from "../aws/identity";

/** One kind of destination. */
export interface Sender {
  /** Whether the record holds the function's event, and with it the stream's records. */
  readonly takesEvent: boolean;
  /** What the role needs, given the key under which the record will be stored. */
  required(arn: string, key: string): readonly RequiredAction[];
  /** The destination's own policy as text, if it has one that can be read. */
  policy(clients: AwsClients, scope: Scope, arn: string): Promise<string | undefined>;
  /** @throws Error of the SDK when the destination does not take the record */
  send(clients: AwsClients, scope: Scope, arn: string, key: string, body: string): Promise<void>;
}

const queue: Sender = {
  takesEvent: false,
  required: (arn) => [{ action: "sqs:SendMessage", resourceArn: arn }],
  async policy(clients, scope, arn) {
    const QueueUrl = await queueUrl(clients, scope, arn);
    const { Attributes } = await clients
      .sqs(ownerOf(scope, arn))
      .send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }));
    return Attributes?.Policy;
  },
  async send(clients, scope, arn, _key, body) {
    const QueueUrl = await queueUrl(clients, scope, arn);
    await clients.sqs(ownerOf(scope, arn)).send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  },
};

const topic: Sender = {
  takesEvent: false,
  required: (arn) => [{ action: "sns:Publish", resourceArn: arn }],
  async policy(clients, scope, arn) {
    const command = new GetTopicAttributesCommand({ TopicArn: arn });
    return (await clients.sns(ownerOf(scope, arn)).send(command)).Attributes?.Policy;
  },
  async send(clients, scope, arn, _key, body) {
    await clients.sns(ownerOf(scope, arn)).send(new PublishCommand({ TopicArn: arn, Message: body }));
  },
};

const bucket: Sender = {
  takesEvent: true,
  // Lambda asks for both (Lambda Developer Guide, retain discarded records).
  required: (arn, key) => [
    { action: "s3:PutObject", resourceArn: `${arn}/${key}` },
    { action: "s3:ListBucket", resourceArn: arn },
  ],
  async policy(clients, scope, arn) {
    const command = new GetBucketPolicyCommand({ Bucket: bucketName(arn) });
    try {
      return (await clients.s3(scope).send(command)).Policy;
    } catch (error) {
      if ((error as Error).name === "NoSuchBucketPolicy") return undefined;
      throw error;
    }
  },
  async send(clients, scope, arn, Key, Body) {
    // Recorded: not application/json.
    const ContentType = "application/octet-stream";
    await clients.s3(scope).send(new PutObjectCommand({ Bucket: bucketName(arn), Key, Body, ContentType }));
  },
};

const SENDERS: Record<string, Sender> = { sqs: queue, sns: topic, s3: bucket };

/** The sender for a destination's ARN; undefined for a service that cannot be a destination of streams. */
export function senderFor(arn: string): Sender | undefined {
  return SENDERS[arn.split(":")[2] ?? ""];
}

/** Account and region in an ARN. A bucket's ARN has neither: the bucket is taken to be the consumer's own. */
export function ownerOf(scope: Scope, arn: string): Scope {
  const [, , , region, account] = arn.split(":");
  return { account: account || scope.account, region: region || scope.region };
}

async function queueUrl(clients: AwsClients, scope: Scope, arn: string): Promise<string | undefined> {
  const QueueName = arn.split(":").pop();
  return (await clients.sqs(ownerOf(scope, arn)).send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
}

function bucketName(arn: string): string {
  return arn.split(":").pop() ?? arn;
}
