import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { fromLoaded } from "../../../config/loaded";
import type { AccessRoleConfig, ReaderApiConfig } from "../../../config/schema";
import { callApi } from "../../../sandbox/call-api";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { type ApplyLog, applyWithLog } from "../support/apply-log";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { startTokenIssuer, type TokenIssuer } from "../support/token-issuer";

const TABLE = "access-sample-table";

const pipeline = new OwnPipeline("authorization");
let issuer: TokenIssuer;

/** What differs from the sandbox's API. */
interface ApiEdits {
  readonly authorization?: ReaderApiConfig["authorization"];
  readonly path?: string;
  readonly tracing?: boolean;
  /** What differs in the role that the function assumes. */
  readonly accessRole?: Partial<AccessRoleConfig>;
  /** @default true */
  readonly api?: boolean;
}

function synthesizeApi({
  authorization,
  path,
  tracing = false,
  accessRole,
  api: kept = true,
}: ApiEdits): void {
  pipeline.synthesizeWhole((environment) => {
    const { readerApi: shipped, ...handler } = fromLoaded(environment.consumers.handler, "consumers.handler");
    const readerApi = fromLoaded(shipped, "consumers.handler.readerApi");
    const changes = fromLoaded(environment.sources.changes, "sources.changes");
    const devices = fromLoaded(changes.accessRoles.devices, "sources.changes.accessRoles.devices");
    const api = {
      ...readerApi,
      authorization: authorization ?? readerApi.authorization,
      path: path ?? readerApi.path,
      function: { ...readerApi.function, tracing },
    };
    const { devices: _devices, ...others } = changes.accessRoles;
    // A role cannot trust a function that is gone.
    const roles = kept ? { ...others, devices: { ...devices, ...accessRole } } : others;
    return {
      ...environment,
      sources: { changes: { ...changes, accessRoles: roles } },
      consumers: { handler: { ...handler, ...(kept && { readerApi: api }) } },
    };
  });
}

/** Status and number of items of the API's answer to the consumer account. */
async function ask(url: unknown): Promise<{ status: number; items?: number }> {
  const credentials = rootCredentials(pipeline.accounts.consumer);
  const { status, body } = await callApi(requireRunning(), { url: String(url), query: {}, credentials });
  return status === 200 ? { status, items: JSON.parse(body).length } : { status };
}

async function apiUrl(): Promise<unknown> {
  return (await pipeline.project.outputs("consumer")).reader_api_url;
}

function ofRouteAndAuthorizer(log: ApplyLog): ApplyLog {
  return log.filter((event) => /^aws_apigatewayv2_(route|authorizer)\./.test(event));
}

beforeAll(async () => {
  issuer = await startTokenIssuer();
  await pipeline.open();
  synthesizeApi({
    authorization: { type: "jwt", issuer: issuer.url, audience: ["devices"], scopes: [] },
    tracing: true,
  });
  await pipeline.deploy();
  const { dynamodb, destroy } = pipeline.clients("source");
  for (const deviceId of ["1", "2", "3"]) {
    await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { deviceId: { S: deviceId } } }));
  }
  destroy();
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await pipeline.destroy();
  issuer.close();
}, APPLY_TIMEOUT_MS);

test(
  "from tokens to signed requests: the route lets go of the authorizer before it is deleted; tracing ends",
  async () => {
    // Prepare
    const route = "aws_apigatewayv2_route.reader_api_route";
    const authorizer = "aws_apigatewayv2_authorizer.reader_api_authorizer";
    // Act
    synthesizeApi({ authorization: { type: "iam" } });
    const log = await pipeline.deploy();
    // Assess
    expect(ofRouteAndAuthorizer(log)).toEqual([
      `${route} update started`,
      `${route} update completed`,
      `${authorizer} delete started`,
      `${authorizer} delete completed`,
    ]);
    expect(log).toContain("aws_lambda_function.reader_function update completed");
    expect(await pipeline.project.changedStacks(["consumer"])).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another path: every item comes from the new one, and the old one is not found",
  async () => {
    // Prepare
    const before = await apiUrl();
    const answered = await ask(before);

    // Act
    synthesizeApi({ path: "/devices" });
    await pipeline.deploy();

    // Assess
    expect(answered).toEqual({ status: 200, items: 3 });
    expect(await apiUrl()).toBe(String(before).replace("/hello", "/devices"));
    expect(await ask(await apiUrl())).toEqual({ status: 200, items: 3 });
    expect(await ask(before)).toEqual({ status: 404 });
  },
  APPLY_TIMEOUT_MS,
);

test.each<{ name: string; accessRole: Partial<AccessRoleConfig> }>([
  { name: "another access role", accessRole: { roleName: "renamed-access-role" } },
  { name: "another external ID", accessRole: { externalId: "another-external-id" } },
])(
  "$name: requests are refused until the consumer is deployed, and then return every item again",
  async ({ accessRole }) => {
    // Prepare: the function is deployed last, so that it has no session of the role yet
    synthesizeApi({ tracing: true });
    await pipeline.deploy();
    synthesizeApi({ tracing: true, accessRole });

    // Act
    await applyWithLog(pipeline.project, "source");
    const between = await ask(await apiUrl());
    await applyWithLog(pipeline.project, "consumer");

    // Assess
    expect(between).toEqual({ status: 500 });
    expect(await ask(await apiUrl())).toEqual({ status: 200, items: 3 });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "an access role that may do less: requests are refused, and return every item when it may again",
  async () => {
    // Prepare
    synthesizeApi({ accessRole: { allow: [{ actions: ["dynamodb:DescribeTable"], table: "devices" }] } });

    // Act
    await pipeline.deploy();
    const between = await ask(await apiUrl());
    synthesizeApi({});
    await pipeline.deploy();

    // Assess
    expect(between.status).not.toBe(200);
    expect(await ask(await apiUrl())).toEqual({ status: 200, items: 3 });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "an API that is removed and added again has another address, and returns every item",
  async () => {
    // Prepare
    const before = await apiUrl();

    // Act
    synthesizeApi({ api: false });
    await pipeline.deploy();
    const removed = await ask(before);
    synthesizeApi({});
    await pipeline.deploy();

    // Assess
    expect(removed).toEqual({ status: 404 });
    expect(await apiUrl()).not.toBe(before);
    expect(await ask(await apiUrl())).toEqual({ status: 200, items: 3 });
  },
  APPLY_TIMEOUT_MS,
);
