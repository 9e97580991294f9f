import {
  BatchWriteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import { removeRole } from "../../cli/demo/remove-role";
import { accountClients } from "../../sandbox/account-clients";
import { type ApiAnswer, callApi } from "../../sandbox/call-api";
import { rootCredentials } from "../../sandbox/credentials";
import { functionLogs } from "../../sandbox/function-logs";
import { requireRunning } from "../../sandbox/require-running";
import { roleCredentials } from "../../sandbox/role-credentials";
import { type CrossAccountProject, crossAccountProject } from "./support/cross-account-access";
import { elementsOf, oddItems } from "./support/odd-items";
import { freshAccount } from "./support/own-accounts";
import { startTokenIssuer, type TokenIssuer } from "./support/token-issuer";

const DEPLOY_TIMEOUT_MS = 180_000;
const TABLE = "access-sample-table";
const ACCESS_ROLE = "dynamodb-access-role";
const READER = "other-account-dynamodb-access-lambda";
const SWITCHER = "AccountSwitcher";
const ITEMS = oddItems(5_000);

let deployed: CrossAccountProject;
let url: string;
let withoutRole: ApiAnswer;
let loggedWithoutRole: string;
let issuers: readonly [TokenIssuer, TokenIssuer];

/** Deploys all, and asks once while there is no access role. */
beforeAll(async () => {
  deployed = await crossAccountProject("cross-account");
  const { project, source } = deployed;
  await project.deploy();
  url = String((await project.outputs("consumer")).reader_api_url);
  const { iam, destroy } = accountClients(requireRunning(), source);
  await removeRole(iam, ACCESS_ROLE);
  destroy();
  withoutRole = await ask();
  loggedWithoutRole = (await logsOf(READER)).join("\n");
  await project.deploy("source");
  await putAll();
  issuers = [await startTokenIssuer(), await startTokenIssuer()];
}, DEPLOY_TIMEOUT_MS);

afterAll(async () => {
  for (const issuer of issuers) issuer.close();
  await deployed.project.destroy();
}, DEPLOY_TIMEOUT_MS);

/** GET /hello, signed by the consumer account's root unless told otherwise. */
function ask(
  query: Record<string, string> = {},
  credentials: AwsCredentialIdentity | undefined = rootCredentials(deployed.consumer),
): Promise<ApiAnswer> {
  return callApi(requireRunning(), { url, query, ...(credentials && { credentials }) });
}

async function logsOf(functionName: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of functionLogs(requireRunning(), { accountId: deployed.consumer, functionName })) {
    lines.push(line);
  }
  return lines;
}

async function putAll(): Promise<void> {
  const { dynamodb, destroy } = accountClients(requireRunning(), deployed.source);
  for (let start = 0; start < ITEMS.length; start += 25) {
    const requests = ITEMS.slice(start, start + 25).map(
      ({ item }): WriteRequest => ({ PutRequest: { Item: item } }),
    );
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: requests } }));
  }
  destroy();
}

/** Follows x-next-token to the end. @returns the pages, each as the texts of its items */
async function allPages(query: Record<string, string>): Promise<string[][]> {
  const pages: string[][] = [];
  let nextToken: string | string[] | undefined;
  do {
    const answer = await ask({ ...query, ...(nextToken && { nextToken: String(nextToken) }) });
    expect(answer.status).toBe(200);
    pages.push(elementsOf(answer.body));
    nextToken = answer.headers["x-next-token"];
  } while (nextToken);
  return pages;
}

/** A session of the reader's role, and of the access role by way of it. */
async function accessSession(credentials: AwsCredentialIdentity): Promise<AwsCredentialIdentity> {
  const { emulatorUrl: endpoint, region } = requireRunning();
  const sts = new STSClient({ endpoint, region, credentials, maxAttempts: 1 });
  const RoleArn = `arn:aws:iam::${deployed.source}:role/${ACCESS_ROLE}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
  sts.destroy();
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    ...(Credentials?.SessionToken && { sessionToken: Credentials.SessionToken }),
  };
}

async function readersCredentials(): Promise<AwsCredentialIdentity> {
  const arn = `arn:aws:iam::${deployed.consumer}:role/${READER}-role`;
  const credentials = await roleCredentials(requireRunning(), arn);
  if (!credentials) throw new Error(`${arn} is not there`);
  return credentials;
}

async function invokeSwitcher(event: unknown): Promise<{ statusCode: number; body: string }> {
  const { lambda, destroy } = accountClients(requireRunning(), deployed.consumer);
  const Payload = Buffer.from(JSON.stringify(event));
  const answer = await lambda.send(new InvokeCommand({ FunctionName: SWITCHER, Payload }));
  destroy();
  return JSON.parse(Buffer.from(answer.Payload ?? []).toString("utf8"));
}

test("without the access role the client learns nothing, and the log tells who was refused what", () => {
  expect([withoutRole.status, withoutRole.body]).toEqual([500, '{"message":"Internal server error"}']);
  expect(loggedWithoutRole).toContain(
    `User: arn:aws:sts::${deployed.consumer}:assumed-role/${READER}-role/${READER} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${deployed.source}:role/${ACCESS_ROLE}`,
  );
});

test("all items come in one answer, each byte for byte what was put", async () => {
  // Act
  const answer = await ask();
  // Assess
  expect(answer.status).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/json");
  expect(answer.headers["x-next-token"]).toBeUndefined();
  expect(elementsOf(answer.body).sort()).toEqual(ITEMS.map(({ json }) => json).sort());
});

test.each([
  ["one segment", { pageSize: "700" }],
  ["four segments", { pageSize: "900", segments: "4" }],
])("page by page, in %s: each item once, and no page too long", async (_, query) => {
  // Act
  const pages = await allPages(query);
  // Assess
  expect(pages.length).toBe(Math.ceil(ITEMS.length / Number(query.pageSize)));
  expect(Math.max(...pages.map(({ length }) => length))).toBe(Number(query.pageSize));
  expect(pages.flat().sort()).toEqual(ITEMS.map(({ json }) => json).sort());
});

test("a projection gives what it names", async () => {
  // Act
  const { body } = await ask({ projection: "name,place.floor" });
  // Assess
  const texts = new Set(elementsOf(body));
  expect(texts).toContain('{"place":{"floor":2}}');
  expect([...texts].filter((text) => text.includes("deviceId"))).toEqual([]);
});

test("bad parameters are named, all at once", async () => {
  // Act
  const { status, body } = await ask({ pageSize: "0", segments: "x", nextToken: "garbage", color: "red" });
  // Assess
  expect(status).toBe(400);
  const { message } = JSON.parse(body);
  for (const name of ["pageSize", "segments", "nextToken", "color"]) expect(message).toContain(name);
});

test("a token of another table's keys is refused", async () => {
  // Prepare
  const token = Buffer.from(JSON.stringify([1, [{ id: { S: "a" } }]])).toString("base64url");
  // Act
  const { status, body } = await ask({ nextToken: token });
  // Assess
  expect([status, JSON.parse(body).message]).toEqual([400, expect.stringContaining("nextToken")]);
});

test("without a signature, or with one of another account, nothing is answered", async () => {
  // Act
  const unsigned = await callApi(requireRunning(), { url });
  const foreign = await ask({}, rootCredentials(freshAccount()));
  // Assess
  expect(unsigned.status).toBe(403);
  expect([403, 404]).toContain(foreign.status);
});

test("the reader's credentials may scan the table, and not write to it", async () => {
  // Prepare
  const { emulatorUrl: endpoint, region } = requireRunning();
  const credentials = await accessSession(await readersCredentials());
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });
  // Act
  const scan = await dynamodb.send(new ScanCommand({ TableName: TABLE, Limit: 1 }));
  const put = dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { deviceId: { S: "x" } } }));
  const other = dynamodb.send(new ScanCommand({ TableName: "CrossAccountTest" }));
  // Assess
  expect(scan.Items).toHaveLength(1);
  await expect(put).rejects.toThrow(/is not authorized to perform: dynamodb:PutItem/);
  await expect(other).rejects.toThrow(/is not authorized to perform: dynamodb:Scan/);
  dynamodb.destroy();
});

test("no other role of the consumer account may assume the access role", async () => {
  // Prepare
  const { iam, destroy } = accountClients(requireRunning(), deployed.consumer);
  const RoleName = "another";
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }),
  );
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "all", PolicyDocument: policy(everything) }),
  );
  const credentials = await roleCredentials(requireRunning(), Role?.Arn ?? "");
  // Act
  const session = accessSession(credentials ?? rootCredentials(deployed.consumer));
  // Assess
  await expect(session).rejects.toThrow(`User: arn:aws:sts::${deployed.consumer}:assumed-role/${RoleName}/`);
  await removeRole(iam, RoleName);
  destroy();
});

test.each([
  ["the consumer account's root", () => deployed.consumer],
  ["a third account", () => freshAccount()],
])("%s may not assume the access role", async (_, accountId) => {
  // Act
  const session = accessSession(rootCredentials(accountId()));
  // Assess
  await expect(session).rejects.toMatchObject({ name: "AccessDenied" });
});

test("the switcher says whom it is in the other account", async () => {
  // Act
  const { statusCode, body } = await invokeSwitcher({ account_id: deployed.source });
  // Assess
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    account: deployed.source,
    arn: `arn:aws:sts::${deployed.source}:assumed-role/external-role/${SWITCHER}`,
  });
});

test("the switcher lists what there is", async () => {
  // Act
  const tables = await invokeSwitcher({ account_id: deployed.source, action: "list-tables" });
  const buckets = await invokeSwitcher({ account_id: deployed.source, action: "list-buckets" });
  // Assess
  expect(JSON.parse(tables.body)).toEqual({ tables: ["CrossAccountTest", TABLE] });
  expect(JSON.parse(buckets.body)).toEqual({ buckets: [] });
});

test.each([
  ["no account", {}, 400, "Missing account_id"],
  ["half an account", { account_id: "123" }, 400, "Invalid account ID format"],
  ["an account that does not let it in", { account_id: "999999999999" }, 500, "AWS API error occurred"],
])("the switcher refuses %s", async (_, event, statusCode, body) => {
  expect(await invokeSwitcher(event)).toEqual({ statusCode, body });
});

test("no log line of the functions holds a key or a token", async () => {
  // Prepare
  const readers = await readersCredentials();
  await accessSession(readers);
  // Act
  const lines = [...(await logsOf(READER)), ...(await logsOf(SWITCHER))].join("\n");
  // Assess
  expect(lines).toContain("Released credentials");
  expect(lines).not.toMatch(/\bA[SK]IA[A-Z0-9]{12,}/);
  expect(lines).not.toMatch(/[A-Za-z0-9+/=]{100,}/);
});

test(
  "a plan after all this is empty",
  async () => {
    expect(await deployed.project.changedStacks()).toEqual([]);
  },
  DEPLOY_TIMEOUT_MS,
);

test(
  "with JWT authorization a token of the issuer for this audience and scope is let in, and no other",
  async () => {
    // Prepare
    const [issuer, stranger] = issuers;
    const { authorizeBy, project } = deployed;
    authorizeBy({ type: "jwt", issuer: issuer.url, audience: ["devices"], scopes: ["devices/read"] });
    await project.terraform("consumer", "apply", "-input=false", "-auto-approve");
    const claims = { aud: "devices", scope: "devices/read other" };
    const tokens = [
      issuer.token(claims),
      undefined,
      stranger.token({ ...claims, iss: issuer.url }),
      issuer.token({ ...claims, aud: "another" }),
      issuer.token({ ...claims, exp: 1 }),
      issuer.token({ ...claims, scope: "devices/write" }),
    ];
    // Act
    const answers = await Promise.all(
      tokens.map((token) =>
        callApi(requireRunning(), {
          url,
          query: { pageSize: "1" },
          ...(token && { headers: { authorization: `Bearer ${token}` } }),
        }),
      ),
    );
    // Assess
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 401, 401, 403]);
  },
  DEPLOY_TIMEOUT_MS,
);
