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

/** An account, and the consumer whose resources are looked at there. */
export interface StatusScope extends AccountScope {
  /** Key of the consumer. @default none: a source, or the account as such */
  readonly consumer?: string;
}

/** Gives the clients of an account: the same ones whenever it is asked. @throws AccountError if it cannot be entered */
export type ClientsOf = (scope: StatusScope) => Promise<StatusClients>;

/**
 * Makes clients when they are first asked for, and enters no account twice in the same role.
 * @param connect enters an account
 * @param isOwn whether a consumer's account is entered in a role of the consumer's own
 */
export function clientsOf(
  connect: (scope: StatusScope) => Promise<AccountSessions>,
  isOwn: (scope: StatusScope) => boolean = () => false,
): ClientsOf {
  const known = new Map<string, Promise<StatusClients>>();
  return (scope) => {
    const { accountId, region, consumer } = scope;
    const own = isOwn(scope);
    const key = [accountId, region, ...(own ? [consumer] : [])].join("/");
    const clients = known.get(key) ?? connect(own ? scope : { accountId, region }).then(statusClients);
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
