import { Metrics } from "@aws-lambda-powertools/metrics";
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { functionLogger } from "../../../../../lambda-src/shared/redaction/function-logger";
import { createHandler, type HandlerParts } from "../../../../../lambda-src/stream-handler/create-handler";
import type { Settings } from "../../../../../lambda-src/stream-handler/settings";
import { logChange } from "../../../../fixtures/stream-handler/log-change";
import { captured, type Line, linesOf } from "../../support/captured";

export interface RunOptions {
  /** @default the tests' own, which logs the change */
  readonly onChange?: HandlerParts["onChange"];
  readonly settings?: Partial<Settings>;
}

/** Runs the handler once, and gives what it answered and everything it wrote. */
export async function runHandler(
  event: DynamoDBStreamEvent,
  options: RunOptions = {},
): Promise<{ answer: DynamoDBBatchResponse | Error; output: string; lines: Line[] }> {
  const { result: answer, output } = await captured(() => {
    const handler = createHandler({
      onChange: options.onChange ?? logChange,
      logger: functionLogger({ serviceName: "handler" }),
      metrics: new Metrics({ namespace: "CrossAccountStreams", serviceName: "handler" }),
      settings: { logRecords: false, concurrency: 16, ...options.settings },
    });
    return handler(event, INVOCATION).catch((error: Error) => error);
  });
  return { answer, output, lines: linesOf(output) };
}

const INVOCATION: Context = {
  awsRequestId: "request-1",
  callbackWaitsForEmptyEventLoop: true,
  functionName: "handler",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:222222222222:function:handler",
  logGroupName: "/aws/lambda/handler",
  logStreamName: "stream",
  memoryLimitInMB: "256",
  getRemainingTimeInMillis: () => 60_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
