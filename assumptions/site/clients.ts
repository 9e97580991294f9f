import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import type { ConnectAccount } from "../../accounts/account-session";
import type { SitePlace } from "./content";

/** Clients of both accounts. */
export interface SiteClients {
  /** Of the source account. */
  readonly dynamodb: DynamoDBClient;
  /** Of the source account. */
  readonly kms: KMSClient;
  /** Of the consumer account, like all that follow. */
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly streams: DynamoDBStreamsClient;
  /** Closes their connections. */
  destroy(): void;
}

/**
 * Reaches both accounts.
 * @throws AccountError if a role cannot be assumed, or there are no credentials
 */
export async function siteClients(
  connect: ConnectAccount,
  { accounts, region }: SitePlace,
): Promise<SiteClients> {
  const [source, consumer] = await Promise.all([
    connect({ accountId: accounts.source.id, region }),
    connect({ accountId: accounts.consumer.id, region }),
  ]);
  const clients = {
    dynamodb: new DynamoDBClient(source.general),
    kms: new KMSClient(source.general),
    lambda: new LambdaClient(consumer.lambda),
    iam: new IAMClient(consumer.general),
    logs: new CloudWatchLogsClient(consumer.general),
    s3: new S3Client({ ...consumer.general, forcePathStyle: consumer.general.endpoint !== undefined }),
    streams: new DynamoDBStreamsClient(consumer.general),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
