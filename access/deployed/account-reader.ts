import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import type { AccountSessions } from "../../accounts/account-session";

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

/** Creates the clients of an account. */
export function accountReader({ general, lambda }: AccountSessions): AccountReader {
  return {
    iam: new IAMClient(general),
    dynamodb: new DynamoDBClient(general),
    streams: new DynamoDBStreamsClient(general),
    kms: new KMSClient(general),
    // The host of another endpoint has no subdomain for each bucket.
    s3: new S3Client({ ...general, forcePathStyle: general.endpoint !== undefined }),
    lambda: new LambdaClient(lambda),
    logs: new CloudWatchLogsClient(general),
    apis: new ApiGatewayV2Client(general),
  };
}
