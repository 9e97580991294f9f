import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type SSESpecification,
  type StreamSpecification,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import type { SandboxState } from "../../../sandbox/state-folder";
import type { OwnPipeline } from "./own-pipeline";

/** A stream as the environment `sandbox` describes it. */
export const STREAM = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;

type Where = Pick<SandboxState, "emulatorUrl" | "region">;

/** A client that acts as the root user of an account. @param at where the AWS is. @default the shared sandbox */
export function keysOf(accountId: string, at: Where = requireRunning()): KMSClient {
  const { emulatorUrl: endpoint, region } = at;
  return new KMSClient({ endpoint, region, credentials: rootCredentials(accountId) });
}

/** Makes a table as its owner would, with the key `id`. */
export async function makeTable(
  dynamodb: DynamoDBClient,
  TableName: string,
  more: Partial<CreateTableCommandInput> = {},
): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      Tags: [{ Key: "Owner", Value: "orders" }],
      ...more,
    }),
  );
}

/** The settings of a table that a customer-managed key encrypts. */
export function encryptedWith(KMSMasterKeyId: string): SSESpecification {
  return { Enabled: true, SSEType: "KMS", KMSMasterKeyId };
}

/** Replaces the stream of a table as its owner would. @returns ARN of the new one */
export async function replaceStream(
  dynamodb: DynamoDBClient,
  TableName: string,
  stream: StreamSpecification = STREAM,
): Promise<string> {
  const off = { StreamEnabled: false };
  await dynamodb.send(new UpdateTableCommand({ TableName, StreamSpecification: off }));
  // Streams are labelled with the time of their creation.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await dynamodb.send(new UpdateTableCommand({ TableName, StreamSpecification: stream }));
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  return String(Table?.LatestStreamArn);
}

/** Makes a table with a stream, encrypted with a key of its owner. @returns ARN of the key */
export async function makeEncryptedTable(
  dynamodb: DynamoDBClient,
  name: string,
  owner: string,
): Promise<string> {
  const kms = keysOf(owner);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  kms.destroy();
  const keyArn = String(KeyMetadata?.Arn);
  await makeTable(dynamodb, name, { StreamSpecification: STREAM, SSESpecification: encryptedWith(keyArn) });
  return keyArn;
}

/** What a plan of a stack would do to each resource that it changes. */
export async function planned({ project }: OwnPipeline, stack: string): Promise<Record<string, string[]>> {
  const file = "existing.plan";
  await project.initialize(stack);
  await project.terraform(stack, "plan", "-input=false", "-no-color", `-out=${file}`);
  const json = await project.terraform(stack, "show", "-json", file);
  const { resource_changes: changes = [] } = JSON.parse(json) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  return Object.fromEntries(
    changes
      .filter(({ change }) => change.actions.join() !== "no-op")
      .map(({ address, change }) => [address, change.actions]),
  );
}
