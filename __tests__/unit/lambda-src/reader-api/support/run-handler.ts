import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import recorded from "../../../../../events/reader.json";
import {
  createHandler,
  type HandlerParts,
  type ReaderHandler,
} from "../../../../../lambda-src/reader-api/create-handler";
import { functionLogger } from "../../../../../lambda-src/shared/redaction/function-logger";
import { captured, type Line, linesOf } from "../../support/captured";

export const SETTINGS: HandlerParts["settings"] = {
  tableName: "access-sample-table",
  keyAttributes: ["deviceId"],
  maxItems: 10_000,
  maxSegments: 8,
};

export interface RunOptions {
  readonly settings?: Partial<HandlerParts["settings"]>;
  /** @default as in AWS */
  readonly maxBytes?: number;
  /** Tells how much time is left, ms. */
  readonly remaining?: () => number;
}

/** The handler with a client whose calls a test has to mock. */
export function handlerWith(
  options: RunOptions,
  logger = functionLogger({ logLevel: "SILENT" }),
): ReaderHandler {
  const client = new DynamoDBClient({ region: "us-east-1" });
  return createHandler({
    client: { run: (calls) => calls(client) },
    logger,
    settings: { ...SETTINGS, ...options.settings },
    maxBytes: options.maxBytes,
  });
}

/** Runs the handler once, and gives what it answered and everything it wrote. */
export async function runHandler(
  parameters?: APIGatewayProxyEventV2["queryStringParameters"],
  options: RunOptions = {},
): Promise<{ answer: APIGatewayProxyStructuredResultV2; output: string; lines: Line[] }> {
  const { result, output } = await captured(() =>
    handlerWith(options, functionLogger({ serviceName: "reader" }))(
      eventWith(parameters),
      invocation(options.remaining),
    ),
  );
  return { answer: result, output, lines: linesOf(output) };
}

/** What API Gateway sends, with these query parameters. */
export function eventWith(
  queryStringParameters: APIGatewayProxyEventV2["queryStringParameters"],
): APIGatewayProxyEventV2 {
  return { ...(structuredClone(recorded) as unknown as APIGatewayProxyEventV2), queryStringParameters };
}

export function invocation(remaining = () => 29_000): Context {
  return {
    awsRequestId: "request-1",
    callbackWaitsForEmptyEventLoop: true,
    functionName: "reader",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:us-east-1:222222222222:function:reader",
    logGroupName: "/aws/lambda/reader",
    logStreamName: "stream",
    memoryLimitInMB: "256",
    getRemainingTimeInMillis: remaining,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
