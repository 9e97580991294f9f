import { randomInt, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  type CreateEventSourceMappingCommandOutput,
  CreateFunctionCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";
import { rootCredentials } from "../../../sandbox/credentials";

/** The region of all sandbox tests. */
export const REGION = "eu-central-1";

/** Address of the shared sandbox's emulator. @throws Error when the global set-up has not run */
export function emulatorUrl(): string {
  return required("SANDBOX_TEST_EMULATOR_URL");
}

/** Address of the shared sandbox's stream-mapping service. @throws Error likewise */
export function serviceUrl(): string {
  return required("SANDBOX_TEST_SERVICE_URL");
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the sandbox tests with "npm test".`);
  return value;
}

/** Whom clients act as. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An account nobody else uses, with clients that act as its root or as one of its users. */
export class Account {
  readonly dynamodb: DynamoDBClient;
  readonly iam: IAMClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly s3: S3Client;
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly lambda: LambdaClient;

  /**
   * @param service the stream-mapping service to talk to @default the shared one
   * @param id account ID @default a random one
   * @param credentials whom to act as @default the account's root
   */
  constructor(
    private readonly service = serviceUrl(),
    readonly id = String(randomInt(100_000_000_000, 999_999_999_999)),
    credentials: Credentials = rootCredentials(id),
  ) {
    const config = { endpoint: emulatorUrl(), region: REGION, credentials, maxAttempts: 1 };
    this.dynamodb = new DynamoDBClient(config);
    this.iam = new IAMClient(config);
    this.sqs = new SQSClient(config);
    this.sns = new SNSClient(config);
    this.s3 = new S3Client({ ...config, forcePathStyle: true });
    this.cloudWatch = new CloudWatchClient(config);
    this.logs = new CloudWatchLogsClient(config);
    this.lambda = new LambdaClient({ ...config, endpoint: service });
  }

  /** The same account, used by a user who may do everything but one action. */
  async userWithout(action: string): Promise<Account> {
    const UserName = uniqueName("user");
    await this.iam.send(new CreateUserCommand({ UserName }));
    const Statement = [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: action, Resource: "*" },
    ];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "access", PolicyDocument }));
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
    return new Account(this.service, this.id, {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
    });
  }

  /** All of the account's mappings. */
  async mappings() {
    return (await this.lambda.send(new ListEventSourceMappingsCommand())).EventSourceMappings ?? [];
  }
}

/** Makes a table with partition key `id` and sort key `sk`, and gives the ARN of its stream. */
export async function createTable(account: Account, TableName = "orders"): Promise<string> {
  const { TableDescription } = await account.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  return TableDescription?.LatestStreamArn ?? "";
}

/** Puts items one after another, each with its ID as `id`, "-" as sort key and a running number from 1 as `n`. */
export async function putItems(
  account: Account,
  ids: readonly string[],
  TableName = "orders",
): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const Item = { id: { S: id }, sk: { S: "-" }, n: { N: String(index + 1) } };
    await account.dynamodb.send(new PutItemCommand({ TableName, Item }));
  }
}

/** The actions that reading a stream takes. */
export const READ_ACTIONS = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

/** A policy that allows actions on a resource; with a principal it is a resource-based one. */
export function allow(
  Action: readonly string[],
  Resource: string,
  rest: Record<string, unknown> = {},
): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource, ...rest }],
  });
}

/** Lets one role of another account read a stream, in the shape the project's own stream policy has. */
export async function grantStream(source: Account, streamArn: string, roleArn: string): Promise<void> {
  const Policy = allow(READ_ACTIONS, streamArn, {
    Principal: { AWS: `arn:aws:iam::${roleArn.split(":")[4]}:root` },
    Condition: { ArnEquals: { "aws:PrincipalArn": roleArn } },
  });
  await source.dynamodb.send(new PutResourcePolicyCommand({ ResourceArn: streamArn, Policy }));
}

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** Makes a role that Lambda may assume, with one inline policy, and gives its ARN. */
export async function createRole(
  account: Account,
  policy: string | undefined,
  RoleName = "reader",
): Promise<string> {
  const { Role } = await account.iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }),
  );
  if (policy) await setRolePolicy(account, policy, RoleName);
  return Role?.Arn ?? "";
}

/** Replaces the inline policy of a role. */
export async function setRolePolicy(
  account: Account,
  PolicyDocument: string,
  RoleName = "reader",
): Promise<void> {
  await account.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "access", PolicyDocument }));
}

/** What a function made by {@link createFunction} was invoked with, in order. */
export interface Invocations {
  /** Every event so far. */
  events(): FunctionEvent[];
  /** IDs of the items in every event so far. */
  batches(): string[][];
  /** File the function appends its events to. */
  readonly file: string;
}

/** The event a mapping sends. */
export interface FunctionEvent {
  readonly Records: readonly {
    readonly eventName: string;
    readonly eventSourceARN: string;
    readonly dynamodb: {
      readonly Keys: { readonly id: { readonly S: string } };
      readonly SequenceNumber: string;
    };
  }[];
  readonly [member: string]: unknown;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * Makes a function that notes down each event and then does what `body` says.
 * @param body statements of an async function; `event`, `ids` (of the items) and `require` are in scope
 */
export async function createFunction(
  account: Account,
  Role: string,
  body = "",
  { name = "on-change", timeout = 10 }: { name?: string; timeout?: number } = {},
): Promise<Invocations> {
  const folder = mkdtempSync(join(tmpdir(), "invocations-"));
  folders.push(folder);
  const file = join(folder, "events");
  const code = `
    const { appendFileSync } = require("node:fs");
    exports.handler = async (event) => {
      appendFileSync(${JSON.stringify(file)}, JSON.stringify(event) + "\\n");
      const ids = event.Records.map((record) => record.dynamodb.Keys.id.S);
      ${body}
    };`;
  await account.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Timeout: timeout,
      Code: { ZipFile: zipSync({ "index.js": strToU8(code) }) },
    }),
  );
  const events = (): FunctionEvent[] =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line) as FunctionEvent)
      : [];
  return { file, events, batches: () => events().map(idsOf) };
}

/** IDs of the items in an event. */
export function idsOf(event: FunctionEvent): string[] {
  return event.Records.map(({ dynamodb }) => dynamodb.Keys.id.S);
}

/** Makes a mapping that starts at the trim horizon and waits until it is enabled. */
export async function createMapping(
  account: Account,
  EventSourceArn: string,
  settings: Partial<CreateEventSourceMappingCommandInput> = {},
): Promise<CreateEventSourceMappingCommandOutput> {
  const created = await account.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "on-change",
      EventSourceArn,
      StartingPosition: "TRIM_HORIZON",
      ...settings,
    }),
  );
  await waitFor(async () => (await mappingState(account, created.UUID)) !== "Creating");
  return created;
}

/** State of a mapping. */
export async function mappingState(account: Account, UUID: string | undefined): Promise<string | undefined> {
  return (await account.lambda.send(new GetEventSourceMappingCommand({ UUID }))).State;
}

/** LastProcessingResult of a mapping. */
export async function lastResult(account: Account, UUID: string | undefined): Promise<string | undefined> {
  return (await account.lambda.send(new GetEventSourceMappingCommand({ UUID }))).LastProcessingResult;
}

/** Waits until a condition holds. @throws Error after the time limit, naming the condition */
export async function waitFor(holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not come true within ${limitMs} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A name that is used once. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}
