import {
  DeleteResourcePolicyCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetResourcePolicyCommand,
  PolicyNotFoundException,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-dynamodb";
import { SandboxError } from "../sandbox/sandbox-error";
import type { Clients } from "./clients";
import type { PolicyState, TableView } from "./model";
import { RevokedPolicies } from "./revoked-policies";

/** Takes the policies of streams away and returns them, as somebody does by hand. */
export class StreamPolicies {
  constructor(
    private readonly clients: Clients,
    private readonly revoked = new RevokedPolicies(),
  ) {}

  /** What is on a stream. A policy that a deployment has put there since counts as there. */
  async state(table: TableView, streamArn: string): Promise<PolicyState> {
    const policy = await policyOn(this.clients.of(table).dynamodb, streamArn);
    if (policy !== undefined) return "in place";
    return this.revoked.of(streamArn) === undefined ? "missing" : "revoked";
  }

  /**
   * Takes the policy away and keeps its text.
   * @throws SandboxError if the stream has none
   */
  async revoke(table: TableView): Promise<void> {
    const { dynamodb } = this.clients.of(table);
    const ResourceArn = await streamOf(dynamodb, table);
    const policy = await policyOn(dynamodb, ResourceArn);
    if (policy === undefined)
      throw new SandboxError(`The stream of ${table.name} has no policy.`, "Deploy the environment again.");
    // First on disk: a policy that is gone and not kept could not be returned.
    this.revoked.keep(ResourceArn, policy);
    await dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn }));
  }

  /**
   * Puts back the policy that was taken away.
   * @throws SandboxError if none was, or another is there by now
   */
  async restore(table: TableView): Promise<void> {
    const { dynamodb } = this.clients.of(table);
    const ResourceArn = await streamOf(dynamodb, table);
    const Policy = this.revoked.of(ResourceArn);
    if (Policy === undefined || (await policyOn(dynamodb, ResourceArn)) !== undefined)
      throw new SandboxError(
        `No policy of the stream of ${table.name} waits to be returned.`,
        "If the stream has none, deploy the environment again.",
      );
    await dynamodb.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
    this.revoked.forget(ResourceArn);
  }
}

async function policyOn(dynamodb: DynamoDBClient, ResourceArn: string): Promise<string | undefined> {
  try {
    return (await dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }))).Policy;
  } catch (error) {
    if (error instanceof PolicyNotFoundException) return undefined;
    throw error;
  }
}

/**
 * ARN of a table's stream.
 * @throws SandboxError if it has none
 */
export async function streamOf(dynamodb: DynamoDBClient, { name }: TableView): Promise<string> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
  if (Table?.LatestStreamArn !== undefined) return Table.LatestStreamArn;
  throw new SandboxError(`The table ${name} has no stream.`, "Deploy the environment again.");
}
