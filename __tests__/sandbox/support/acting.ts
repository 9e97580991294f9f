import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Principal } from "../../../access/access-model";
import { rootCredentials } from "../../../sandbox/credentials";
import { emulatorUrl, REGION } from "./aws";

/** Clients that act as a session of a role, or as an account's root. */
export interface Actor {
  readonly s3: S3Client;
  readonly logs: CloudWatchLogsClient;
  readonly dynamodb: DynamoDBClient;
}

/** An account's root. */
export function rootOf(accountId: string): Actor {
  return actorWith(rootCredentials(accountId));
}

/** Makes a principal's role on the emulator, with its policies, and a session of it. */
export async function makeActor({ arn, accountId = "", policies }: Principal): Promise<Actor> {
  const RoleName = arn.split("/").pop() ?? "";
  const shared = { endpoint: emulatorUrl(), region: REGION, credentials: rootCredentials(accountId) };
  const iam = new IAMClient(shared);
  // Only Lambda may assume the real one; somebody has to act as it here.
  const trust = {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  for (const [index, { document }] of policies.entries()) {
    const PolicyDocument = JSON.stringify(document);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: `policy-${index}`, PolicyDocument }));
  }
  const sts = new STSClient(shared);
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "acting" }));
  return actorWith({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    ...(Credentials?.SessionToken && { sessionToken: Credentials.SessionToken }),
  });
}

/** Whether a call is let through: whatever else may be wrong with it, it was not refused. */
export async function decisionOn(call: Promise<unknown>): Promise<"allow" | "deny"> {
  try {
    await call;
    return "allow";
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return /^AccessDenied|^Unauthorized/.test(error.name) ? "deny" : "allow";
  }
}

function actorWith(credentials: {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}): Actor {
  const shared = { endpoint: emulatorUrl(), region: REGION, maxAttempts: 1, credentials };
  return {
    s3: new S3Client({ ...shared, forcePathStyle: true }),
    logs: new CloudWatchLogsClient(shared),
    dynamodb: new DynamoDBClient(shared),
  };
}
