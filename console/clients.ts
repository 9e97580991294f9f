import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { rootCredentials } from "../sandbox/credentials";
import type { SandboxState } from "../sandbox/state-folder";
import type { Site } from "./model";

/** AWS clients that act as the root user of one account in one region of the sandbox. */
export interface SiteClients {
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
}

/** Keeps the clients of each account and region, for as long as the same sandbox runs. */
export class Clients {
  private readonly known = new Map<string, SiteClients>();
  private since = "";

  /**
   * @param running finds the sandbox; it may have been started again since the last call
   * @throws SandboxError if none is running
   */
  constructor(private readonly running: () => SandboxState) {}

  of(site: Site): SiteClients {
    const state = this.running();
    if (state.startedAt !== this.since) this.close();
    this.since = state.startedAt;
    const key = `${site.accountId} ${site.region}`;
    const clients = this.known.get(key) ?? clientsOf(state, site);
    this.known.set(key, clients);
    return clients;
  }

  /** Closes all connections. */
  close(): void {
    for (const clients of this.known.values()) {
      for (const client of Object.values(clients) as { destroy(): void }[]) client.destroy();
    }
    this.known.clear();
  }
}

function clientsOf({ emulatorUrl, streamMappings }: SandboxState, { accountId, region }: Site): SiteClients {
  // A page that waits is better told at once.
  const shared = { region, credentials: rootCredentials(accountId), maxAttempts: 1, endpoint: emulatorUrl };
  return {
    dynamodb: new DynamoDBClient(shared),
    lambda: new LambdaClient({ ...shared, endpoint: streamMappings.url }),
    logs: new CloudWatchLogsClient(shared),
    s3: new S3Client({ ...shared, forcePathStyle: true }),
  };
}
