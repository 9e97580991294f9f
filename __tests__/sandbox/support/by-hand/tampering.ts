import {
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateGrantCommand } from "@aws-sdk/client-kms";
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import {
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import { ADMINISTRATOR, bucketOf, FUNCTION, type Hands, policy, ROLE, TABLE, trusting } from "./by-hand";

/** Changes of what the source's stack made: a policy edited, protections removed. */
export async function tamperWithSource({ source, sourceId, streamArn, keyArn }: Hands): Promise<void> {
  const { dynamodb, kms } = source;
  const { Policy } = await dynamodb.send(new GetResourcePolicyCommand({ ResourceArn: streamArn }));
  const document = JSON.parse(Policy ?? "{}");
  const more = {
    Sid: "More",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${sourceId}:root` },
    Action: "dynamodb:GetRecords",
    Resource: streamArn,
  };
  await dynamodb.send(
    new PutResourcePolicyCommand({
      ResourceArn: streamArn,
      Policy: JSON.stringify({ ...document, Statement: [...document.Statement, more] }),
    }),
  );
  await dynamodb.send(new UpdateTableCommand({ TableName: TABLE, DeletionProtectionEnabled: false }));
  await dynamodb.send(
    new UpdateContinuousBackupsCommand({
      TableName: TABLE,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
  );
  const GranteePrincipal = `arn:aws:iam::${sourceId}:role/somebody`;
  await kms.send(new CreateGrantCommand({ KeyId: keyArn, GranteePrincipal, Operations: ["Decrypt"] }));
}

/** Changes of role and bucket of the consumer, and what nobody wrote into the file. */
export async function tamperWithConsumer(hands: Hands): Promise<void> {
  const { consumer, consumerId } = hands;
  const { iam, s3, lambda } = consumer;
  const Bucket = bucketOf(hands);
  const PolicyDocument = policy({ Action: "dynamodb:*", Resource: "*" });
  for (const PolicyName of ["consume-streams", "more"]) {
    await iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName, PolicyDocument }));
  }
  await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn: ADMINISTRATOR }));
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: ROLE, PolicyDocument: trusting(consumerId) }));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }));
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: FUNCTION,
      StatementId: "everyone",
      Action: "lambda:InvokeFunction",
      Principal: "*",
    }),
  );
  await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: FUNCTION, AuthType: "NONE" }));
}

/** Points the mapping of the file to another function, without failure bucket, and stops it. */
export async function repointMapping({ consumer: { lambda }, consumerId }: Hands): Promise<void> {
  await createFunction(lambda, consumerId, "elsewhere");
  await lambda.send(
    new UpdateEventSourceMappingCommand({
      UUID: await mappingOf(lambda),
      FunctionName: "elsewhere",
      Enabled: false,
      BatchSize: 7,
      DestinationConfig: { OnFailure: {} },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    }),
  );
}

/**
 * Deletes stream policy, mapping and the policy of the role, and maps the stream to a function that no stack knows.
 * @returns UUID of that mapping
 */
export async function deleteByHand({ source, consumer, consumerId, streamArn }: Hands) {
  const { lambda, iam } = consumer;
  await createFunction(lambda, consumerId, "more");
  const { UUID: uuid } = await lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: streamArn,
      FunctionName: "more",
      StartingPosition: "LATEST",
      Enabled: false,
    }),
  );
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID: await mappingOf(lambda) }));
  await iam.send(new DeleteRolePolicyCommand({ RoleName: ROLE, PolicyName: "consume-streams" }));
  await source.dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn: streamArn }));
  return uuid;
}

/** Switches the stream off and on again: it is another one then. */
export async function restartStream(
  { source: { dynamodb } }: Hands,
  view: "NEW_IMAGE" | "NEW_AND_OLD_IMAGES",
) {
  const set = (StreamSpecification: { StreamEnabled: boolean; StreamViewType?: typeof view }) =>
    dynamodb.send(new UpdateTableCommand({ TableName: TABLE, StreamSpecification }));
  await set({ StreamEnabled: false });
  await set({ StreamEnabled: true, StreamViewType: view });
}

async function mappingOf(lambda: Hands["consumer"]["lambda"]): Promise<string | undefined> {
  const { EventSourceMappings: [mapping] = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: FUNCTION }),
  );
  return mapping?.UUID;
}

/** A function that runs under the role of the stream's function. */
async function createFunction(lambda: Hands["consumer"]["lambda"], account: string, FunctionName: string) {
  const Code = { ZipFile: zipSync({ "index.js": strToU8("exports.handler = async () => {};") }) };
  const Role = `arn:aws:iam::${account}:role/${ROLE}`;
  const settings = { Runtime: "nodejs22.x", Handler: "index.handler" } as const;
  await lambda.send(new CreateFunctionCommand({ FunctionName, Role, Code, ...settings }));
}
