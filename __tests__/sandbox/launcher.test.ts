import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  DeleteQueryDefinitionCommand,
  DescribeQueryDefinitionsCommand,
  PutQueryDefinitionCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { strToU8, zipSync } from "fflate";
import { callApi } from "../../sandbox/call-api";
import { rootCredentials } from "../../sandbox/credentials";
import { startDaemon, stopDaemon } from "../../sandbox/daemon";
import { answers } from "../../sandbox/emulator/emulator";
import { emulatorPython } from "../../sandbox/emulator/virtual-environment";
import { freePort } from "../../sandbox/free-port";
import type { DaemonState } from "../../sandbox/state-folder";
import { Account, createRole } from "./support/aws";
import { rawRequest, unprovenRoot } from "./support/raw-request";

const REGION = "us-east-1";
const CALLER = "515151515151";
const OWNER = "616161616161";

const folder = mkdtempSync(join(tmpdir(), "plain-emulator-"));
const corrected = process.env.SANDBOX_TEST_EMULATOR_URL ?? "";
let plain: DaemonState;
/** Stands behind the APIs of these tests, and answers 200 to everything. */
const server = createServer((_, answer) => answer.end("{}"));
let backend: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  backend = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const daemon = await startDaemon({
    name: "emulator without corrections",
    command: emulatorPython(),
    args: ["-m", "ministack"],
    environment: {
      PATH: process.env.PATH,
      AUTH: "true",
      GATEWAY_PORT: String(port),
      BIND_HOST: "127.0.0.1",
      TMPDIR: folder,
    },
    logFile: join(folder, "emulator.log"),
    isReady: () => answers(url),
    timeoutMs: 40_000,
  });
  plain = { ...daemon, url };
});

afterAll(async () => {
  server.close();
  await stopDaemon(plain);
  rmSync(folder, { recursive: true, force: true });
});

/**
 * The error of a role's session that assumes a role which trusts the account root narrowed by aws:PrincipalArn; AWS
 * lets it.
 */
async function assumeByPrincipalArn(endpoint: string): Promise<string | undefined> {
  const shared = { endpoint, region: REGION, maxAttempts: 1 };
  const callerRole = `arn:aws:iam::${CALLER}:role/team/caller`;
  const ownerRole = `arn:aws:iam::${OWNER}:role/owner`;
  const callerIam = new IAMClient({ ...shared, credentials: rootCredentials(CALLER) });
  const ownerIam = new IAMClient({ ...shared, credentials: rootCredentials(OWNER) });
  const root = { AWS: `arn:aws:iam::${CALLER}:root` };
  await callerIam.send(
    new CreateRoleCommand({
      RoleName: "caller",
      Path: "/team/",
      AssumeRolePolicyDocument: allow("sts:AssumeRole", { Principal: root }),
    }),
  );
  await callerIam.send(
    new PutRolePolicyCommand({
      RoleName: "caller",
      PolicyName: "assume",
      PolicyDocument: allow("sts:AssumeRole", { Resource: ownerRole }),
    }),
  );
  await ownerIam.send(
    new CreateRoleCommand({
      RoleName: "owner",
      AssumeRolePolicyDocument: allow("sts:AssumeRole", {
        Principal: root,
        Condition: { ArnEquals: { "aws:PrincipalArn": callerRole } },
      }),
    }),
  );
  const first = await new STSClient({ ...shared, credentials: rootCredentials(CALLER) }).send(
    new AssumeRoleCommand({ RoleArn: callerRole, RoleSessionName: "first" }),
  );
  const credentials = {
    accessKeyId: first.Credentials?.AccessKeyId ?? "",
    secretAccessKey: first.Credentials?.SecretAccessKey ?? "",
    sessionToken: first.Credentials?.SessionToken,
  };
  return errorOf(
    new STSClient({ ...shared, credentials }).send(
      new AssumeRoleCommand({ RoleArn: ownerRole, RoleSessionName: "second" }),
    ),
  );
}

/** The error of mapping a stream directly at the emulator. */
async function mapStream(endpoint: string): Promise<string | undefined> {
  const client = { endpoint, region: REGION, maxAttempts: 1, credentials: rootCredentials(CALLER) };
  const table = await new DynamoDBClient(client).send(
    new CreateTableCommand({
      TableName: "mapped",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
    }),
  );
  const lambda = new LambdaClient(client);
  const role = await new IAMClient(client).send(
    new CreateRoleCommand({
      RoleName: "mapped",
      AssumeRolePolicyDocument: allow("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } }),
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "mapped",
      Role: role.Role?.Arn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8("exports.handler = async () => ({});") }) },
    }),
  );
  return errorOf(
    lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: "mapped",
        EventSourceArn: table.TableDescription?.LatestStreamArn,
        StartingPosition: "TRIM_HORIZON",
      }),
    ),
  );
}

/** The text with which an account's root is refused a role that does not exist. */
async function refusalOfMissingRole(endpoint: string): Promise<string> {
  const sts = new STSClient({
    endpoint,
    region: REGION,
    maxAttempts: 1,
    credentials: rootCredentials(CALLER),
  });
  const RoleArn = `arn:aws:iam::${OWNER}:role/missing`;
  try {
    await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "missing" }));
    return "not refused";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What an unsigned request gets from an HTTP API with one route. */
async function askUnsigned(endpoint: string, authorizationType: "NONE" | "AWS_IAM"): Promise<number> {
  const signer = new SignatureV4({
    credentials: rootCredentials(CALLER),
    region: REGION,
    service: "apigateway",
    sha256: Sha256,
  });
  const { host, hostname, port } = new URL(endpoint);
  const call = async (path: string, content: object) => {
    const body = JSON.stringify(content);
    const unsigned = { method: "POST", protocol: "http:", hostname, port: Number(port), path, body };
    const { headers } = await signer.sign({
      ...unsigned,
      headers: { host, "content-type": "application/json" },
    });
    return (await fetch(`${endpoint}${path}`, { method: "POST", headers, body })).json() as Promise<
      Record<string, string>
    >;
  };
  const { apiId, apiEndpoint } = await call("/v2/apis", { name: "unsigned", protocolType: "HTTP" });
  const { integrationId } = await call(`/v2/apis/${apiId}/integrations`, {
    integrationType: "HTTP_PROXY",
    integrationMethod: "GET",
    integrationUri: backend,
    payloadFormatVersion: "1.0",
  });
  const target = `integrations/${integrationId}`;
  await call(`/v2/apis/${apiId}/routes`, { routeKey: "GET /hello", target, authorizationType });
  await call(`/v2/apis/${apiId}/stages`, { stageName: "$default", autoDeploy: true });
  const sandbox = { emulatorUrl: endpoint, region: REGION };
  return (await callApi(sandbox, { url: `${apiEndpoint}/hello` })).status;
}

/**
 * Whether one of so many answers, each over its own connection, comes without its whole body at first. Where the two
 * are sent apart they often arrive together all the same, so a few answers tell nothing.
 */
async function comesInPieces(endpoint: string, connections: number): Promise<boolean> {
  for (let n = 0; n < connections; n += 1) {
    const [head, body = ""] = (await firstPiece(endpoint)).split("\r\n\r\n");
    if (Buffer.byteLength(body) !== Number(/content-length: (\d+)/i.exec(head ?? "")?.[1])) return true;
  }
  return false;
}

/** What comes first over a new connection that asks for something, read as soon as it is there. */
function firstPiece(endpoint: string): Promise<string> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.once("error", reject);
    socket.once("data", (piece) => {
      socket.destroy();
      resolve(piece.toString("utf8"));
    });
    socket.write(`GET /?Action=GetCallerIdentity HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  });
}

/** The error of who uses a function's credentials as ministack derives them: from the ARNs of function and role. */
async function useGuessedCredentials(endpoint: string): Promise<string | undefined> {
  const client = { endpoint, region: REGION, maxAttempts: 1 };
  const root = { ...client, credentials: rootCredentials(CALLER) };
  const trust = allow("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } });
  const { Role } = await new IAMClient(root).send(
    new CreateRoleCommand({ RoleName: "guessed", AssumeRolePolicyDocument: trust }),
  );
  const lambda = new LambdaClient(root);
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "guessed",
      Role: Role?.Arn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8("exports.handler = async () => ({});") }) },
    }),
  );
  await lambda.send(new InvokeCommand({ FunctionName: "guessed" }));
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const digest = hash(`${FunctionArn}:${Role?.Arn}`);
  const credentials = {
    accessKeyId: `ASIA${digest.slice(0, 16).toUpperCase()}`,
    secretAccessKey: hash(`secret:${digest}`),
    sessionToken: hash(`token:${digest}`),
  };
  return errorOf(new STSClient({ ...client, credentials }).send(new GetCallerIdentityCommand({})));
}

/** What a web page gets that names an account's root without knowing a secret. */
function askAsPage(endpoint: string) {
  const headers = { ...unprovenRoot(CALLER, "lambda"), origin: "https://page.example" };
  return rawRequest(endpoint, { path: "/2015-03-31/functions/", headers });
}

/** The request ID of an answer to Invoke, and the one that the function was given. */
async function requestIds(endpoint: string): Promise<{ answered: string | undefined; given: string }> {
  const client = { endpoint, region: REGION, maxAttempts: 1, credentials: rootCredentials(CALLER) };
  const trust = allow("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } });
  const { Role } = await new IAMClient(client).send(
    new CreateRoleCommand({ RoleName: "requested", AssumeRolePolicyDocument: trust }),
  );
  const lambda = new LambdaClient(client);
  const code = "exports.handler = async (_, context) => context.awsRequestId;";
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "requested",
      Role: Role?.Arn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8(code) }) },
    }),
  );
  const { $metadata, Payload } = await lambda.send(new InvokeCommand({ FunctionName: "requested" }));
  return { answered: $metadata.requestId, given: JSON.parse(Payload?.transformToString() ?? '""') };
}

async function errorOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

function allow(action: string, rest: Record<string, unknown>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, ...rest }] });
}

test("aws:PrincipalArn of a session is its role's ARN, path and all", async () => {
  expect(await assumeByPrincipalArn(corrected)).toBeUndefined();
});

test("the emulator leaves mappings of DynamoDB streams to the service", async () => {
  expect(await mapStream(corrected)).toBe("InvalidParameterValueException");
});

test("a refusal names the caller, also where the role does not exist", async () => {
  expect(await refusalOfMissingRole(corrected)).toBe(
    `User: arn:aws:iam::${CALLER}:root is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${OWNER}:role/missing`,
  );
});

test("an API that is open to everybody answers who signs nothing, and one that is not refuses", async () => {
  expect(await askUnsigned(corrected, "NONE")).toBe(200);
  expect(await askUnsigned(corrected, "AWS_IAM")).toBe(403);
});

test("an answer's head and body come together", async () => {
  expect(await comesInPieces(corrected, 300)).toBe(false);
});

test("every invocation has all of its own log lines and no others", async () => {
  // Prepare
  const account = new Account();
  const role = await createRole(account, undefined);
  await account.lambda.send(
    new CreateFunctionCommand({
      FunctionName: "logging",
      Role: role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8(LOGGING_HANDLER) }) },
    }),
  );
  const invocations = Array.from({ length: 200 }, (_, n) => ({ id: `i${n}`, lines: n % 5 }));
  // Act
  const logged = await inTurns(4, invocations, async (invocation) => {
    const Payload = strToU8(JSON.stringify(invocation));
    const answer = await account.lambda.send(
      new InvokeCommand({ FunctionName: "logging", Payload, LogType: "Tail" }),
    );
    return (
      Buffer.from(answer.LogResult ?? "", "base64")
        .toString()
        .match(/i\d+ line \d/g) ?? []
    );
  });
  // Assess
  expect(logged).toEqual(
    invocations.map(({ id, lines }) => Array.from({ length: lines }, (_, n) => `${id} line ${n}`)),
  );
});

const LOGGING_HANDLER = `exports.handler = async ({ id, lines }) => {
  for (let n = 0; n < lines; n += 1) console.log(id + " line " + n);
  return {};
};`;

/** Calls with every argument, some at a time. @returns the answers in the arguments' order */
async function inTurns<T, R>(
  atOnce: number,
  inputs: readonly T[],
  call: (input: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  const left = [...inputs.entries()];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) answers[next[0]] = await call(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}

test("an invocation has one request ID, for its caller and for the function", async () => {
  const { answered, given } = await requestIds(corrected);
  expect(given).toMatch(/^[0-9a-f-]{36}$/);
  expect(answered).toBe(given);
});

test("a web page that names an account's root is refused", async () => {
  expect(await askAsPage(corrected)).toMatchObject({ status: 403, cors: [] });
});

/** What becomes of a query definition: its name, when it is read back, or the error. */
async function keepQuery(endpoint: string): Promise<string | undefined> {
  const credentials = rootCredentials(OWNER);
  const logs = new CloudWatchLogsClient({ endpoint, region: REGION, credentials, maxAttempts: 1 });
  const query = {
    name: "orders/errors",
    queryString: "fields @timestamp",
    logGroupNames: ["/aws/lambda/orders"],
  };
  try {
    const { queryDefinitionId } = await logs.send(new PutQueryDefinitionCommand(query));
    await logs.send(new PutQueryDefinitionCommand({ ...query, queryDefinitionId, name: "orders/changed" }));
    const { queryDefinitions } = await logs.send(new DescribeQueryDefinitionsCommand({}));
    await logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }));
    return queryDefinitions?.map(({ name }) => name).join();
  } catch (error) {
    return error instanceof Error ? error.name : undefined;
  } finally {
    logs.destroy();
  }
}

test("a query definition is kept, changed and deleted", async () => {
  expect(await keepQuery(corrected)).toBe("orders/changed");
  expect(await keepQuery(corrected)).toBe("orders/changed");
});

/** Sizes of the records of writes to a table, in the order in which the stream has them. */
async function recordSizes(endpoint: string, tableName: string, items: readonly Item[]): Promise<unknown[]> {
  const client = { endpoint, region: REGION, maxAttempts: 1, credentials: rootCredentials(OWNER) };
  const dynamodb = new DynamoDBClient(client);
  const table = await dynamodb.send(
    new CreateTableCommand({
      TableName: tableName,
      KeySchema: [{ AttributeName: "Id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "Id", AttributeType: "N" }],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  for (const item of items) {
    await dynamodb.send(new PutItemCommand({ TableName: tableName, Item: { ...KEY, ...item } }));
  }
  await dynamodb.send(new DeleteItemCommand({ TableName: tableName, Key: KEY }));
  const streams = new DynamoDBStreamsClient(client);
  const StreamArn = table.TableDescription?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
  );
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  dynamodb.destroy();
  streams.destroy();
  return Records.map((record) => record.dynamodb?.SizeBytes);
}

type Item = Readonly<Record<string, AttributeValue>>;

const KEY = { Id: { N: "101" } };
/** The example of https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-example.html */
const DOCUMENTED = [{ Message: { S: "New item!" } }, { Message: { S: "This item has changed" } }];
/** 58 bytes beside its key: 10 for the names, and 3, 2, 3, 1, 1, 3, 5, 3, 8 and 19 for the values. */
const EVERY_TYPE = {
  a: { S: "né" },
  b: { N: "-0.00120" },
  c: { B: new Uint8Array([1, 2, 3]) },
  d: { BOOL: true },
  e: { NULL: true },
  f: { SS: ["a", "bc"] },
  g: { NS: ["1", "234"] },
  h: { BS: [new Uint8Array([1]), new Uint8Array([1, 2])] },
  i: { L: [{ S: "ab" }, { BOOL: false }] },
  j: { M: { name: { S: "ab" }, inner: { M: {} } } },
};

test("a record of a stream has its size", async () => {
  expect(await recordSizes(corrected, "sizes", DOCUMENTED)).toEqual([26, 59, 38]);
  const size = 2 * 5 + 58;
  expect(await recordSizes(corrected, "sizes-of-types", [EVERY_TYPE])).toEqual([size, size]);
});

test("nobody can work out the credentials of a function", async () => {
  expect(await useGuessedCredentials(corrected)).toBe("InvalidClientTokenId");
});

// Once one of these fails, the emulator does right by itself: take its correction out of launcher.py.
test("without the correction, aws:PrincipalArn of a session is the session's", async () => {
  expect(await assumeByPrincipalArn(plain.url)).toMatch(/AccessDenied/);
});

test("without the correction, the emulator maps DynamoDB streams itself", async () => {
  expect(await mapStream(plain.url)).toBeUndefined();
});

test("without the correction, the refusal of a missing role names no caller", async () => {
  expect(await refusalOfMissingRole(plain.url)).toMatch(/^User: is not authorized/);
});

test("without the correction, an API that is open to everybody is not found by who signs nothing", async () => {
  expect(await askUnsigned(plain.url, "NONE")).toBe(404);
});

test("without the correction, the body of an answer follows its head", async () => {
  expect(await comesInPieces(plain.url, 5_000)).toBe(true);
});

test("without the correction, a web page that names an account is its root, and may read the answer", async () => {
  expect(await askAsPage(plain.url)).toMatchObject({
    status: 200,
    cors: expect.arrayContaining(["access-control-allow-origin"]),
  });
});

test("without the correction, the caller's request ID is not the function's", async () => {
  const { answered, given } = await requestIds(plain.url);
  expect(answered).not.toBe(given);
});

test("without the correction, there are no query definitions", async () => {
  expect(await keepQuery(plain.url)).toBe("InvalidOperationException");
});

test("without the correction, no record of a stream has a size", async () => {
  expect(await recordSizes(plain.url, "sizes", DOCUMENTED)).toEqual([0, 0, 0]);
});

test("without the correction, who knows a function's name has its credentials", async () => {
  expect(await useGuessedCredentials(plain.url)).toBeUndefined();
});
