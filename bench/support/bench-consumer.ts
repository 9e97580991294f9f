import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateTableCommand, type CreateTableCommandOutput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import { rootCredentials } from "../../sandbox/credentials";
import { createDeployRoles } from "../../sandbox/deploy-roles";
import type { SandboxState } from "../../sandbox/state-folder";

const ACCOUNT = "444455556666";
const REGION = "us-east-1";
const FUNCTION = "bench-handler";

/** A function that notes down the ID of each record that it gets, a line for each. */
const CODE = (file: string) => `
  const { appendFileSync } = require("node:fs");
  exports.handler = async ({ Records }) => {
    appendFileSync(${JSON.stringify(file)}, Records.map(({ dynamodb }) => dynamodb.Keys.id.S + "\\n").join(""));
    return { batchItemFailures: [] };
  };`;

/** A backfill reads as many items at once. The emulator goes through the whole table for each read. */
const BATCH_SIZE = 1_000;

/** A function, its failure bucket and the tables that it reads, all in one account of a sandbox. */
export class BenchConsumer {
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
  private readonly iam: IAMClient;
  readonly bucket = "bench-failures";
  private readonly notes: string;

  constructor(
    private readonly sandbox: SandboxState,
    readonly folder: string,
  ) {
    const { emulatorUrl, streamMappings } = sandbox;
    const shared = { endpoint: emulatorUrl, region: REGION, credentials: rootCredentials(ACCOUNT) };
    this.dynamodb = new DynamoDBClient(shared);
    this.s3 = new S3Client({ ...shared, forcePathStyle: true });
    this.iam = new IAMClient(shared);
    this.lambda = new LambdaClient({ ...shared, endpoint: streamMappings.url });
    this.notes = join(folder, "handled");
  }

  /** ARN of the function. */
  readonly functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION}`;

  /**
   * Makes the tables, the bucket and the function, and writes the environment file.
   * @param enabled whether the mappings read
   * @returns the streams' ARNs, in the order of the tables
   */
  async open(tables: readonly string[], enabled = true): Promise<string[]> {
    const roleName = "OrganizationAccountAccessRole";
    await createDeployRoles(this.sandbox.emulatorUrl, REGION, [{ accountId: ACCOUNT, roleName }]);
    await this.s3.send(new CreateBucketCommand({ Bucket: this.bucket }));
    const streams = await Promise.all(tables.map((table) => this.createTable(table)));
    await this.createFunction();
    writeFileSync(join(this.folder, "bench.yaml"), JSON.stringify(environment(this.bucket, tables, enabled)));
    return streams;
  }

  /** Makes a mapping from a stream to the function; what was written before is not read. */
  async createMapping(EventSourceArn: string, Enabled = true): Promise<void> {
    await this.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn,
        FunctionName: FUNCTION,
        Enabled,
        StartingPosition: "LATEST",
        BatchSize: BATCH_SIZE,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      }),
    );
  }

  /** How many records the function got, and how many of them more than once. */
  handled(): { records: number; repeated: number } {
    const lines = existsSync(this.notes) ? readFileSync(this.notes, "utf8").split("\n").filter(Boolean) : [];
    return { records: lines.length, repeated: lines.length - new Set(lines).size };
  }

  private async createTable(TableName: string): Promise<string> {
    const { TableDescription }: CreateTableCommandOutput = await this.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      }),
    );
    return TableDescription?.LatestStreamArn ?? "";
  }

  private async createFunction(): Promise<void> {
    const RoleName = "bench-handler-role";
    const trust = {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    };
    const document = (Statement: unknown) => JSON.stringify({ Version: "2012-10-17", Statement });
    const { Role } = await this.iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }),
    );
    const allowed = { Effect: "Allow", Action: ["dynamodb:*", "s3:*", "logs:*"], Resource: "*" };
    await this.iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: document(allowed) }),
    );
    await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: FUNCTION,
        Role: Role?.Arn ?? "",
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Timeout: 60,
        Code: { ZipFile: zipSync({ "index.js": strToU8(CODE(this.notes)) }) },
      }),
    );
  }
}

/** The environment file: every table is a source, and one consumer reads them all. */
function environment(failureBucketName: string, tables: readonly string[], enabled: boolean) {
  const source = (tableName: string) => ({
    account: "only",
    tableName,
    partitionKey: { name: "id", type: "S" },
    deletionProtection: false,
    readers: [{ consumer: "handler" }],
  });
  return {
    sandbox: true,
    region: REGION,
    accounts: { only: { id: ACCOUNT } },
    backend: { type: "local" },
    sources: Object.fromEntries(tables.map((table) => [table, source(table)])),
    consumers: {
      handler: {
        account: "only",
        roleName: "bench-handler-role",
        failureBucketName,
        function: { name: FUNCTION },
        mappings: tables.map((table) => ({ source: table, enabled, batchSize: BATCH_SIZE })),
      },
    },
  };
}
