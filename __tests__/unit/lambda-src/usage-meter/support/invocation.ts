import type { Context } from "aws-lambda";

export const INVOCATION: Context = {
  awsRequestId: "request-1",
  callbackWaitsForEmptyEventLoop: true,
  functionName: "meter",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:eu-central-1:222222222222:function:meter",
  logGroupName: "/aws/lambda/meter",
  logStreamName: "test",
  memoryLimitInMB: "256",
  getRemainingTimeInMillis: () => 60_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
