import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import { roleArn } from "../../config/arns";
import { AccessError } from "../access-error";
import { noCredentials } from "./no-credentials";

/** What is read from: one account in one region. */
export interface AccountScope {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

/** How to reach an account. */
export interface AccountConnection {
  /**
   * URL that all requests go to.
   * @default AWS, or where the variables of the AWS SDK point to
   */
  readonly endpoint?: string;
  /**
   * URL that requests to Lambda go to.
   * @default as all other requests
   */
  readonly lambdaEndpoint?: string;
  /**
   * Credentials to read with, or to assume the role with.
   * @default those that the AWS SDK finds
   */
  readonly credentials?: AwsCredentialIdentity;
  /**
   * Name of the role to assume in the account.
   * @default none: the credentials are used as they are
   */
  readonly roleName?: string;
  /**
   * The external ID that the role asks for.
   * @default none
   */
  readonly externalId?: string;
}

/** Clients that may read the policies of one account. */
export interface AccountReader {
  readonly iam: IAMClient;
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly apis: ApiGatewayV2Client;
}

/**
 * Creates the clients of an account.
 * @throws AccessError if the role cannot be assumed, or there are no credentials
 */
export async function accountReader(
  scope: AccountScope,
  { roleName, externalId, lambdaEndpoint, ...connection }: AccountConnection = {},
): Promise<AccountReader> {
  const credentials =
    roleName === undefined ? {} : { credentials: await assume(scope, { roleName, externalId }, connection) };
  const shared = { ...connection, region: scope.region, ...credentials };
  return {
    iam: new IAMClient(shared),
    dynamodb: new DynamoDBClient(shared),
    streams: new DynamoDBStreamsClient(shared),
    kms: new KMSClient(shared),
    // The host of another endpoint has no subdomain for each bucket.
    s3: new S3Client({ ...shared, forcePathStyle: connection.endpoint !== undefined }),
    lambda: new LambdaClient({ ...shared, ...(lambdaEndpoint && { endpoint: lambdaEndpoint }) }),
    logs: new CloudWatchLogsClient(shared),
    apis: new ApiGatewayV2Client(shared),
  };
}

async function assume(
  { accountId, region }: AccountScope,
  { roleName, externalId }: { readonly roleName: string; readonly externalId: string | undefined },
  connection: AccountConnection,
): Promise<AwsCredentialIdentity> {
  const arn = roleArn(accountId, roleName, region);
  const sts = new STSClient({ ...connection, region });
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: arn,
        RoleSessionName: "access",
        DurationSeconds: 900,
        ExternalId: externalId,
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      ...(Credentials?.SessionToken && { sessionToken: Credentials.SessionToken }),
    };
  } catch (error) {
    const missing = noCredentials(error);
    if (missing) throw missing;
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
