import { fromLoaded } from "../../../config/loaded";
import type { Environment, ReaderApiConfig } from "../../../config/schema";
import type { ApplyLog } from "../support/apply-log";
import { OwnPipeline } from "../support/own-pipeline";
import { startTokenIssuer, type TokenIssuer } from "../support/token-issuer";

const APPLY_TIMEOUT_MS = 240_000;

const pipeline = new OwnPipeline("authorization");
let issuer: TokenIssuer;

/** The sandbox with this authorization and tracing of its API. */
function withApi(
  environment: Environment,
  authorization: ReaderApiConfig["authorization"],
  tracing: boolean,
): Environment {
  const handler = fromLoaded(environment.consumers.handler, "consumers.handler");
  const readerApi = fromLoaded(handler.readerApi, "consumers.handler.readerApi");
  const api = { ...readerApi, authorization, function: { ...readerApi.function, tracing } };
  return { ...environment, consumers: { handler: { ...handler, readerApi: api } } };
}

function synthesizeApi(authorization: ReaderApiConfig["authorization"], tracing: boolean): void {
  pipeline.synthesizeWhole((environment) => withApi(environment, authorization, tracing));
}

function ofRouteAndAuthorizer(log: ApplyLog): ApplyLog {
  return log.filter((event) => /^aws_apigatewayv2_(route|authorizer)\./.test(event));
}

beforeAll(async () => {
  issuer = await startTokenIssuer();
  await pipeline.open();
  synthesizeApi({ type: "jwt", issuer: issuer.url, audience: ["devices"], scopes: [] }, true);
  await pipeline.deploy();
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
    synthesizeApi({ type: "iam" }, false);
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
