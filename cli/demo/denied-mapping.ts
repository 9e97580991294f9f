import { CreateTableCommand, DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  InvalidParameterValueException,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { type AccountClients, accountClients } from "../../sandbox/account-clients";
import type { SandboxState } from "../../sandbox/state-folder";

/** The name of everything that the attempt creates. */
const NAME = "demo-without-stream-policy";

/**
 * Tries to map a stream without a stream policy from another account, with a role whose own policy allows reading it.
 * Everything that it creates is deleted again.
 * @returns the denial; undefined if the mapping was created, which is wrong
 */
export async function tryMappingWithoutStreamPolicy(
  state: SandboxState,
  sourceAccountId: string,
  consumerAccountId: string,
): Promise<string | undefined> {
  const source = accountClients(state, sourceAccountId);
  const consumer = accountClients(state, consumerAccountId);
  try {
    const streamArn = await createStream(source);
    const roleArn = await createRole(consumer, streamArn);
    await createFunction(consumer, roleArn);
    return await refusal(consumer, streamArn);
  } finally {
    await removeAll(source, consumer);
    source.destroy();
    consumer.destroy();
  }
}

async function createStream({ dynamodb }: AccountClients): Promise<string> {
  const table = await dynamodb.send(
    new CreateTableCommand({
      TableName: NAME,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  return table.TableDescription?.LatestStreamArn ?? "";
}

async function createRole({ iam }: AccountClients, streamArn: string): Promise<string> {
  const role = await iam.send(
    new CreateRoleCommand({ RoleName: NAME, AssumeRolePolicyDocument: policy("sts:AssumeRole", LAMBDA) }),
  );
  const actions = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: NAME,
      PolicyName: NAME,
      PolicyDocument: policy(actions, { Resource: streamArn }),
    }),
  );
  return role.Role?.Arn ?? "";
}

const LAMBDA = { Principal: { Service: "lambda.amazonaws.com" } };

function policy(action: string | string[], rest: Record<string, unknown>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, ...rest }] });
}

async function createFunction({ lambda }: AccountClients, roleArn: string): Promise<void> {
  const code = "exports.handler = async () => ({});";
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: NAME,
      Role: roleArn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8(code) }) },
    }),
  );
}

async function refusal({ lambda }: AccountClients, streamArn: string): Promise<string | undefined> {
  try {
    const mapping = await lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: streamArn,
        FunctionName: NAME,
        StartingPosition: "TRIM_HORIZON",
      }),
    );
    await lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping.UUID }));
    return undefined;
  } catch (error) {
    if (error instanceof InvalidParameterValueException) return error.message;
    throw error;
  }
}

/** Deletes everything that may have been created, even after a failure. */
async function removeAll(source: AccountClients, consumer: AccountClients): Promise<void> {
  await Promise.allSettled([
    consumer.lambda.send(new DeleteFunctionCommand({ FunctionName: NAME })),
    consumer.iam
      .send(new DeleteRolePolicyCommand({ RoleName: NAME, PolicyName: NAME }))
      .then(() => consumer.iam.send(new DeleteRoleCommand({ RoleName: NAME }))),
    source.dynamodb.send(new DeleteTableCommand({ TableName: NAME })),
  ]);
}
