import { loggableMessage, WITHHELD } from "../../../../../lambda-src/shared/redaction/loggable-message";

/** An error as the AWS SDK throws it. */
const named = (name: string, message: string, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), { name });

test.each([
  ["SyntaxError", 'Expected "," in Secret Name'],
  ["SignatureDoesNotMatch", "The Canonical String for this request should have been 'POST /?name=secret'"],
  ["InvalidSignatureException", "The String-to-Sign should have been 'secret'"],
  ["IncompleteSignatureException", "Authorization header requires 'Credential' parameter: secret"],
  ["ValidationException", "The parameter cannot be converted to a numeric value: secret"],
  ["ValidationException", "1 validation error detected: Value 'secret' at 'tableName' failed"],
  ["SerializationException", "secret cannot be converted to String"],
  ["InvalidParameterValueException", "Invalid parameter: secret"],
])("of a %s with data nothing is logged", (name, message) => {
  expect(loggableMessage(named(name, message))).toBe(WITHHELD);
});

test.each([
  [
    "One or more parameter values were invalid: Type mismatch for key",
    "One or more parameter values were invalid",
  ],
  ["The provided starting key is invalid", "The provided starting key is invalid"],
  ["Invalid ProjectionExpression: Syntax error; token: secret", "Invalid ProjectionExpression"],
])("of %p only the words that are DynamoDB's own are logged", (message, logged) => {
  expect(loggableMessage(named("ValidationException", message))).toBe(logged);
});

test("a value that Node.js refused is not logged", () => {
  // Prepare
  const error = thrownBy(() => Buffer.from(7 as unknown as string));
  // Act
  const message = loggableMessage(error);
  // Assess
  expect(message).toMatch(/^The first argument must be of type string.* Received \[data\]$/);
});

test.each([
  ["AccessDeniedException", "User: arn:aws:sts::1:x is not authorized. Received a no"],
  ["ThrottlingException", "Rate exceeded"],
])("the message of %s is logged whole", (name, message) => {
  expect(loggableMessage(named(name, message))).toBe(message);
});

test("a message that repeats its causes' holds none of their data", () => {
  // Prepare
  const inner = named("ValidationException", "secret one is no number");
  const middle = new Error(`middle: ${inner.message}`, { cause: inner });
  const outer = new Error(`outer: ${middle.message}`, { cause: middle });
  // Act
  const message = loggableMessage(outer);
  // Assess
  expect(message).toBe(`outer: middle: ${WITHHELD}`);
});

test("causes that go round in a circle, and an empty one, do no harm", () => {
  // Prepare
  const error = new Error("round");
  error.cause = named("SyntaxError", "", error);
  // Assess
  expect(loggableMessage(error)).toBe("round");
});

function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error("Nothing was thrown.");
}
