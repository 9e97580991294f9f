import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";

const REGION = "eu-central-1";
const READ_ACTIONS = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
/** DynamoDB API reference, BatchWriteItem. */
const ITEMS_PER_WRITE = 25;

/** Names of what a trial makes; every trial has accounts of its own. */
export const NAMES = { table: "trial", role: "trial", function: "trial" } as const;

/** One account of a trial, with what a stream mapping takes: table, role, function. */
export class StreamAccount {
  readonly dynamodb: DynamoDBClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;

  /**
   * @param id 12-digit account ID
   * @param emulatorUrl where everything but Lambda is
   * @param lambdaUrl where Lambda's API is: the service's, or the emulator's own
   * @param secret the secret access key of the account's root
   */
  constructor(
    readonly id: string,
    emulatorUrl: string,
    lambdaUrl: string,
    secret = "test",
  ) {
    const config = (endpoint: string) => ({
      endpoint,
      region: REGION,
      credentials: { accessKeyId: id, secretAccessKey: secret },
    });
    this.dynamodb = new DynamoDBClient(config(emulatorUrl));
    this.iam = new IAMClient(config(emulatorUrl));
    this.s3 = new S3Client({ ...config(emulatorUrl), forcePathStyle: true });
    this.lambda = new LambdaClient(config(lambdaUrl));
  }

  get roleArn(): string {
    return `arn:aws:iam::${this.id}:role/${NAMES.role}`;
  }

  /** Makes the table, with string key `id`. @returns the ARN of its stream */
  async createTable(): Promise<string> {
    const { TableDescription } = await this.dynamodb.send(
      new CreateTableCommand({
        TableName: NAMES.table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      }),
    );
    return TableDescription?.LatestStreamArn ?? "";
  }

  /** Puts items with an `id` and a running number `n`, in the order given; an ID must not come twice within 25. */
  async putItems(items: readonly { readonly id: string; readonly n: number }[]): Promise<void> {
    for (let start = 0; start < items.length; start += ITEMS_PER_WRITE) {
      const puts = items.slice(start, start + ITEMS_PER_WRITE).map(({ id, n }) => ({
        PutRequest: { Item: { id: { S: id }, n: { N: String(n) } } },
      }));
      await this.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [NAMES.table]: puts } }));
    }
  }

  /** Lets this account's role read a stream, and write to a bucket if there is one. */
  async createRole(streamArn: string, bucketArn?: string): Promise<void> {
    const trust = { Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
    await this.iam.send(
      new CreateRoleCommand({ RoleName: NAMES.role, AssumeRolePolicyDocument: policy([trust]) }),
    );
    const statements: Record<string, unknown>[] = [{ Action: READ_ACTIONS, Resource: streamArn }];
    if (bucketArn)
      statements.push({ Action: ["s3:PutObject", "s3:ListBucket"], Resource: [bucketArn, `${bucketArn}/*`] });
    await this.iam.send(
      new PutRolePolicyCommand({
        RoleName: NAMES.role,
        PolicyName: "trial",
        PolicyDocument: policy(statements),
      }),
    );
  }

  /** Puts the stream policy that lets a role of another account read. */
  async grant(streamArn: string, grantee: StreamAccount): Promise<void> {
    const statement = {
      Principal: { AWS: `arn:aws:iam::${grantee.id}:root` },
      Action: READ_ACTIONS,
      Resource: streamArn,
      Condition: { ArnEquals: { "aws:PrincipalArn": grantee.roleArn } },
    };
    await this.dynamodb.send(
      new PutResourcePolicyCommand({ ResourceArn: streamArn, Policy: policy([statement]) }),
    );
  }

  /** @param code CommonJS module that exports `handler` */
  async createFunction(code: string): Promise<void> {
    await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: NAMES.function,
        Role: this.roleArn,
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Timeout: 30,
        Code: { ZipFile: zipSync({ "index.js": strToU8(code) }) },
      }),
    );
  }

  /** Makes a mapping from the trim horizon on. @returns its UUID */
  async createMapping(
    streamArn: string,
    settings: Partial<CreateEventSourceMappingCommandInput> = {},
  ): Promise<string> {
    const { UUID } = await this.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: NAMES.function,
        EventSourceArn: streamArn,
        StartingPosition: "TRIM_HORIZON",
        ...settings,
      }),
    );
    return UUID ?? "";
  }
}

function policy(statements: readonly Record<string, unknown>[]): string {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
