import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import type { AccountScope, AccountSessions } from "../accounts/account-session";
import { paced } from "./pace";

/** Clients that a status is read with, of one account in one region. */
export interface StatusClients {
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly cloudwatch: CloudWatchClient;
}

/** Gives the clients of an account: the same ones whenever it is asked. @throws AccountError if it cannot be entered */
export type ClientsOf = (scope: AccountScope) => Promise<StatusClients>;

/**
 * Makes clients when they are first asked for, and enters no account twice.
 * @param connect enters an account
 */
export function clientsOf(connect: (scope: AccountScope) => Promise<AccountSessions>): ClientsOf {
  const known = new Map<string, Promise<StatusClients>>();
  return ({ accountId, region }) => {
    const key = `${accountId}/${region}`;
    const clients = known.get(key) ?? connect({ accountId, region }).then(statusClients);
    known.set(key, clients);
    // An account that could not be entered is tried again the next time.
    clients.catch(() => known.delete(key));
    return clients;
  };
}

function statusClients({ general, lambda }: AccountSessions): StatusClients {
  return {
    dynamodb: new DynamoDBClient(general),
    lambda: paced(new LambdaClient(lambda)),
    // The host of another endpoint has no subdomain for each bucket.
    s3: new S3Client({ ...general, forcePathStyle: general.endpoint !== undefined }),
    cloudwatch: new CloudWatchClient(general),
  };
}
