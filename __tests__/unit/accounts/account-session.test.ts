import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { accountSessions } from "../../../accounts/account-session";

const SCOPE = { accountId: "111111111111", region: "eu-central-1" };
const CREDENTIALS = { accessKeyId: "222222222222", secretAccessKey: "caller" };

let server: Server;
let endpoint: string;
/** What was asked of STS, oldest first. */
let asked: URLSearchParams[];
/** How long the sessions last that STS hands out, seconds; 0: it refuses. */
let lifetime: number;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
    response.writeHead(lifetime === 0 ? 403 : 200, { "content-type": "text/xml" });
    response.end(lifetime === 0 ? refusal() : session(asked.length));
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  asked = [];
  lifetime = 900;
});

function session(count: number): string {
  const expiration = new Date(Date.now() + lifetime * 1000).toISOString();
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
    <AccessKeyId>session-${count}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
    <SessionToken>token</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}

function refusal(): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Code>AccessDenied</Code>
    <Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>`;
}

/** The access keys that two clients, made one after the other, sign with. */
async function accessKeys(sessions: Awaited<ReturnType<typeof accountSessions>>): Promise<string[]> {
  const keys: string[] = [];
  for (const { credentials } of [sessions.general, sessions.lambda]) {
    const resolved = typeof credentials === "function" ? await credentials() : credentials;
    keys.push(resolved?.accessKeyId ?? "none");
  }
  return keys;
}

test("without a role, the caller's credentials are used as they are", async () => {
  // Act
  const sessions = await accountSessions(SCOPE, {
    endpoint,
    lambdaEndpoint: "http://127.0.0.1:1",
    credentials: CREDENTIALS,
  });

  // Assess
  expect(sessions).toEqual({
    general: { region: "eu-central-1", endpoint, credentials: CREDENTIALS },
    lambda: { region: "eu-central-1", endpoint: "http://127.0.0.1:1", credentials: CREDENTIALS },
  });
  expect(asked).toEqual([]);
});

test("a role is assumed once for all clients, with its external ID and the session's name", async () => {
  // Act
  const sessions = await accountSessions(SCOPE, {
    endpoint,
    credentials: CREDENTIALS,
    roleName: "path/Operator",
    externalId: "agreed",
    sessionName: "failures",
  });
  const keys = await accessKeys(sessions);

  // Assess
  expect(keys).toEqual(["session-1", "session-1"]);
  expect(asked.map((one) => Object.fromEntries(one))).toEqual([
    expect.objectContaining({
      Action: "AssumeRole",
      RoleArn: "arn:aws:iam::111111111111:role/path/Operator",
      RoleSessionName: "failures",
      ExternalId: "agreed",
      DurationSeconds: "900",
    }),
  ]);
});

test("a session that is about to end is renewed", async () => {
  // Prepare
  const sessions = await accountSessions(SCOPE, {
    endpoint,
    credentials: CREDENTIALS,
    roleName: "Operator",
  });
  const later = Date.now() + 800_000;
  jest.spyOn(Date, "now").mockReturnValue(later);

  // Act
  const keys = await accessKeys(sessions);

  // Assess
  expect(keys).toEqual(["session-2", "session-2"]);
});

test("a role that cannot be assumed is told before anything else is done", async () => {
  // Prepare
  lifetime = 0;

  // Act
  const attempt = accountSessions(SCOPE, { endpoint, credentials: CREDENTIALS, roleName: "Operator" });

  // Assess
  await expect(attempt).rejects.toThrow(
    "arn:aws:iam::111111111111:role/Operator cannot be assumed: not authorized to perform: sts:AssumeRole.\nUse credentials that may assume it, or name another role.",
  );
});
