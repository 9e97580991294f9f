import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { rootCredentials } from "./credentials";
import type { SandboxState } from "./state-folder";

/** AWS clients that act as the root user of one account. */
export interface AccountClients {
  readonly dynamodb: DynamoDBClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  /** Closes their connections. */
  destroy(): void;
}

/** Creates clients that act as the root user of an account in the sandbox. */
export function accountClients(state: SandboxState, accountId: string): AccountClients {
  const shared = { region: state.region, credentials: rootCredentials(accountId), maxAttempts: 1 };
  const dynamodb = new DynamoDBClient({ ...shared, endpoint: state.emulatorUrl });
  const iam = new IAMClient({ ...shared, endpoint: state.emulatorUrl });
  const lambda = new LambdaClient({ ...shared, endpoint: state.streamMappings.url });
  return {
    dynamodb,
    iam,
    lambda,
    destroy() {
      for (const client of [dynamodb, iam, lambda]) client.destroy();
    },
  };
}
