import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { roleOf } from "../../../../lambda-src/cross-account/cross-account-role";
import { readOptions } from "../../../../lambda-src/cross-account/options";
import { KeptClient, type Runner } from "../../../../lambda-src/cross-account/role-client";
import { SessionStore } from "../../../../lambda-src/cross-account/session-store";

interface Shape {
  readonly status: number;
  readonly body: string;
}

const INVALID = "The security token included in the request is invalid.";
const EXPIRED = "The security token included in the request is expired";
const json = (type: string, message: string): Shape => ({
  status: 400,
  body: JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message }),
});
const query = (status: number, code: string, message: string): Shape => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});
const s3Error = (status: number, code: string, message: string): Shape => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

let server: Server;
/** What the services answer to the first session's credentials, and how often they were asked by whom. */
let refusal: Shape;
let accepted: Shape;
let askedBy: string[];
let assumed: number;

beforeEach(async () => {
  askedBy = [];
  assumed = 0;
  server = createServer((request, response) => {
    const [, key = "none"] = /Credential=([^/]+)/.exec(String(request.headers.authorization)) ?? [];
    const answer = key === "OWNKEY" ? session(++assumed) : key === "SESSION1" ? refusal : accepted;
    if (key !== "OWNKEY") askedBy.push(key);
    request.resume();
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  jest.replaceProperty(process, "env", {
    ...process.env,
    AWS_ACCESS_KEY_ID: "OWNKEY",
    AWS_SECRET_ACCESS_KEY: "own-secret",
    AWS_REGION: "eu-central-1",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function session(n: number): Shape {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  const credentials = `<AccessKeyId>SESSION${n}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>${expiration}</Expiration>`;
  return {
    status: 200,
    body: `<AssumeRoleResponse><AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  };
}

let region = 0;
/** A role; its own region each time, as the module keeps one STS client for each. */
function role() {
  const options = { accountId: "111111111111", region: `eu-test-${++region}` };
  return roleOf(readOptions(options, {}), new SessionStore());
}

const dynamodb = (credentials: AwsCredentialIdentityProvider) => new DynamoDBClient({ credentials });
const CALLS = {
  dynamodb: (of = role()) => of.client(dynamodb).run((client) => client.send(new ListTablesCommand({}))),
  s3: (of = role()) =>
    of
      .client((credentials) => new S3Client({ credentials }))
      .run((client) => client.send(new ListBucketsCommand({}))),
  sts: (of = role()) =>
    of
      .client((credentials) => new STSClient({ credentials }))
      .run((client) => client.send(new GetCallerIdentityCommand({}))),
};
const SUCCESS = {
  dynamodb: { status: 200, body: '{"TableNames":[]}' },
  s3: { status: 200, body: "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>" },
  sts: {
    status: 200,
    body: "<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>",
  },
};

test.each<[keyof typeof CALLS, string, Shape]>([
  ["dynamodb", "UnrecognizedClientException", json("UnrecognizedClientException", INVALID)],
  ["dynamodb", "ExpiredTokenException", json("ExpiredTokenException", EXPIRED)],
  ["sts", "InvalidClientTokenId", query(403, "InvalidClientTokenId", INVALID)],
  ["sts", "ExpiredToken", query(403, "ExpiredToken", EXPIRED)],
  ["s3", "InvalidAccessKeyId", s3Error(403, "InvalidAccessKeyId", "The AWS Access Key Id does not exist.")],
  ["s3", "ExpiredToken", s3Error(400, "ExpiredToken", "The provided token has expired.")],
  ["s3", "InvalidToken", s3Error(400, "InvalidToken", "The provided token is malformed.")],
])("%s: after %s the role is assumed again, and the call made once more", async (service, _, shape) => {
  // Prepare
  refusal = shape;
  accepted = SUCCESS[service];
  // Act
  const { $metadata } = await CALLS[service]();
  // Assess
  expect($metadata.httpStatusCode).toBe(200);
  expect([askedBy, assumed]).toEqual([["SESSION1", "SESSION2"], 2]);
});

test.each<[keyof typeof CALLS, string, Shape]>([
  ["dynamodb", "AccessDeniedException", json("AccessDeniedException", "not authorized")],
  ["dynamodb", "InvalidSignatureException", json("InvalidSignatureException", "does not match")],
  ["sts", "SignatureDoesNotMatch", query(403, "SignatureDoesNotMatch", "does not match")],
  ["s3", "AccessDenied", s3Error(403, "AccessDenied", "Access Denied")],
])("%s: %s is passed on, because new credentials would not help", async (service, name, shape) => {
  // Prepare
  refusal = shape;
  // Act
  const call = CALLS[service]();
  // Assess
  await expect(call).rejects.toMatchObject({ name });
  expect([askedBy, assumed]).toEqual([["SESSION1"], 1]);
});

test("credentials that are refused again are an error, and the next call starts with new ones", async () => {
  // Prepare
  refusal = json("UnrecognizedClientException", INVALID);
  accepted = refusal;
  const of = role();
  const refused = await CALLS.dynamodb(of).catch((error: Error) => error.name);
  accepted = SUCCESS.dynamodb;
  // Act
  const { TableNames } = await CALLS.dynamodb(of);
  // Assess
  expect([refused, TableNames]).toEqual(["UnrecognizedClientException", []]);
  expect([askedBy, assumed]).toEqual([["SESSION1", "SESSION2", "SESSION3"], 3]);
});

test("calls at the same time share the new session", async () => {
  // Prepare
  refusal = json("ExpiredTokenException", EXPIRED);
  accepted = SUCCESS.dynamodb;
  const client = role().client(dynamodb);
  // Act
  await Promise.all([1, 2, 3].map(() => client.run((tables) => tables.send(new ListTablesCommand({})))));
  // Assess
  expect(assumed).toBe(2);
  expect(askedBy.filter((key) => key === "SESSION2")).toHaveLength(3);
});

describe("a kept client", () => {
  /** A runner whose session a test replaces, and the clients made so far. */
  function keeper() {
    const made: { destroy: jest.Mock }[] = [];
    const state = { credentials: async () => ({ accessKeyId: "1", secretAccessKey: "1" }) };
    const runner: Runner = (work) => work(state.credentials);
    const make = () => {
      const client = { destroy: jest.fn() };
      made.push(client);
      return client;
    };
    const renew = () => {
      state.credentials = async () => ({ accessKeyId: "2", secretAccessKey: "2" });
    };
    return { client: new KeptClient(make, runner), made, renew };
  }
  const destroyed = (made: readonly { destroy: jest.Mock }[]) =>
    made.map(({ destroy }) => destroy.mock.calls.length);

  test("serves all calls of a session", async () => {
    // Prepare
    const { client, made } = keeper();
    // Act
    await client.run(async () => undefined);
    await client.run(async () => undefined);
    // Assess
    expect(destroyed(made)).toEqual([0]);
  });

  test("is closed when a new session replaces it", async () => {
    // Prepare
    const { client, made, renew } = keeper();
    await client.run(async () => undefined);
    renew();
    // Act
    await client.run(async () => undefined);
    // Assess
    expect(destroyed(made)).toEqual([1, 0]);
  });

  test("is closed after its last call, if calls are still using it then", async () => {
    // Prepare
    const { client, made, renew } = keeper();
    let finish: () => void = () => {};
    const running = client.run(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    renew();
    await client.run(async () => undefined);
    const during = destroyed(made);
    // Act
    finish();
    await running;
    // Assess
    expect([during, destroyed(made)]).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});
