import { InvokeCommand, LambdaClient, LambdaServiceException } from "@aws-sdk/client-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { functionCaller } from "../../../replay/function-caller";
import { ReplayError } from "../../../replay/replay-error";
import { FUNCTION_ARN, record } from "../failures/support/fixtures";

const lambda = mockClient(LambdaClient);
const call = functionCaller(new LambdaClient({ region: "eu-central-1" }));
const EVENT = { Records: [record("a", 1), record("b", 2)], redrive: { id: "batch" } };

beforeEach(() => lambda.reset());

/** What Lambda says of an invocation that took place. */
function answer(text: string, FunctionError?: string): void {
  const Payload = Buffer.from(text) as never;
  lambda.on(InvokeCommand).resolves({
    Payload,
    ...(FunctionError && { FunctionError }),
    $metadata: { requestId: "request-1" },
  });
}

/** An error with which Lambda refuses an invocation. */
function refusal(name: string, httpStatusCode: number): LambdaServiceException {
  return new LambdaServiceException({ name, message: name, $fault: "client", $metadata: { httpStatusCode } });
}

test("hands over the event as it is, and says what the function answered, and in which request", async () => {
  // Prepare
  answer('{"batchItemFailures":[{"itemIdentifier":"2"}]}');

  // Act
  const answered = await call(FUNCTION_ARN, EVENT);

  // Assess
  expect(answered).toEqual({ kind: "partial", firstFailed: 1, requestId: "request-1" });
  expect(lambda.commandCalls(InvokeCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { FunctionName: FUNCTION_ARN, Payload: JSON.stringify(EVENT) },
  ]);
});

test("an empty answer means that everything was handled", async () => {
  // Prepare
  answer("");

  // Act
  const answered = await call(FUNCTION_ARN, EVENT);

  // Assess
  expect(answered).toEqual({ kind: "handled", requestId: "request-1" });
});

test.each([
  ['{"errorType":"TypeError","errorMessage":"cannot read order 4711"}', "The function failed with TypeError"],
  ['{"errorMessage":"cannot read order 4711"}', "The function failed"],
  ['{"errorType":"order 4711 is bad"}', "The function failed"],
])("of an error it tells the type alone, because a message can hold item data: %s", async (text, problem) => {
  // Prepare
  answer(text, "Unhandled");

  // Act
  const answered = await call(FUNCTION_ARN, EVENT);

  // Assess
  expect(answered).toEqual({ kind: "failed", problem, requestId: "request-1" });
});

test("a throttled invocation is made again, because the function has not run", async () => {
  // Prepare
  lambda
    .on(InvokeCommand)
    .rejectsOnce(refusal("TooManyRequestsException", 429))
    .resolves({ $metadata: { requestId: "request-2" } });

  // Act
  const answered = await call(FUNCTION_ARN, EVENT);

  // Assess
  expect(answered).toEqual({ kind: "handled", requestId: "request-2" });
  expect(lambda.commandCalls(InvokeCommand)).toHaveLength(2);
});

test("Ctrl-C ends the waiting for a function that stays throttled", async () => {
  // Prepare
  lambda.on(InvokeCommand).rejects(refusal("TooManyRequestsException", 429));
  const interrupted = AbortSignal.abort();

  // Act
  const answered = await call(FUNCTION_ARN, EVENT, interrupted);

  // Assess
  expect(answered).toEqual({ kind: "failed", problem: "Lambda throttled the function until the end" });
  expect(lambda.commandCalls(InvokeCommand)).toHaveLength(1);
});

test.each([
  ["a fault of Lambda", refusal("ServiceException", 500)],
  ["an event that is too large", refusal("RequestTooLargeException", 413)],
  ["a connection that breaks off", new Error("socket hang up")],
])("after %s nothing is repeated: the function may have run", async (_, error) => {
  // Prepare
  lambda.on(InvokeCommand).rejects(error);

  // Act
  const answered = await call(FUNCTION_ARN, EVENT);

  // Assess
  expect(answered).toEqual({ kind: "failed", problem: `Lambda did not answer: ${error.message}` });
  expect(lambda.commandCalls(InvokeCommand)).toHaveLength(1);
});

test.each([
  ["AccessDeniedException", 403],
  ["ResourceNotFoundException", 404],
])("%s ends the run: no further invocation would be answered", async (name, status) => {
  // Prepare
  lambda.on(InvokeCommand).rejects(refusal(name, status));

  // Act
  const answered = call(FUNCTION_ARN, EVENT);

  // Assess
  await expect(answered).rejects.toThrow(ReplayError);
  await expect(answered).rejects.toThrow(`${FUNCTION_ARN} cannot be invoked: ${name}`);
});
