import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { roleArn } from "../../config/arns";
import type { Environment } from "../../config/schema";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { AccessError } from "../access-error";

/** What is read from, in one account and region. */
export interface AccountScope {
  readonly accountId: string;
  readonly region: string;
}

/** Clients that may read the policies of one account. */
export interface AccountReader {
  readonly iam: IAMClient;
  readonly dynamodb: DynamoDBClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;
}

/**
 * Clients of an account: in the sandbox if the environment is one, otherwise at AWS, or wherever the variables of
 * the AWS SDK lead.
 * @param readRole name of the role to assume in the account; the deploy role if absent, the caller's own
 * credentials if there is none
 */
export async function accountReader(
  environment: Environment,
  scope: AccountScope,
  readRole?: string,
): Promise<AccountReader> {
  const settings = environment.sandbox ? sandboxSettings() : {};
  const role = readRole ?? deployRoleOf(environment, scope);
  const credentials = role === undefined ? {} : { credentials: await assume(scope, role, settings) };
  const shared = { ...settings, region: scope.region, ...credentials };
  return {
    iam: new IAMClient(shared),
    dynamodb: new DynamoDBClient(shared),
    kms: new KMSClient(shared),
    s3: new S3Client({ ...shared, forcePathStyle: environment.sandbox }),
  };
}

function sandboxSettings() {
  return { endpoint: requireRunning().emulatorUrl, credentials: rootCredentials(MANAGEMENT_ACCOUNT_ID) };
}

function deployRoleOf({ accounts }: Environment, { accountId }: AccountScope): string | undefined {
  return Object.values(accounts).find(({ id }) => id === accountId)?.deployRole ?? undefined;
}

async function assume({ accountId, region }: AccountScope, role: string, settings: object) {
  const arn = roleArn(accountId, role, region);
  const sts = new STSClient({ ...settings, region });
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "access", DurationSeconds: 900 }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      ...(Credentials?.SessionToken && { sessionToken: Credentials.SessionToken }),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AccessError([
      {
        cause: `${arn} cannot be assumed: ${reason}`,
        remedy: "Use credentials that may assume it, or name another role with --read-role",
      },
    ]);
  } finally {
    sts.destroy();
  }
}
