import { errorFields } from "../../../../../lambda-src/shared/redaction/error-fields";

const KEY = "ASIAOWNOWNOWNOWN0000";

beforeEach(() => {
  jest.replaceProperty(process, "env", { AWS_SECRET_ACCESS_KEY: "own/secret/own/secret" });
});

test("name, message and stack are logged, and nothing else", () => {
  // Prepare
  const error = Object.assign(new RangeError("refused", { cause: "item" }), { Item: { id: "secret item" } });
  // Act
  const fields = errorFields(error);
  // Assess
  expect(fields).toEqual({ name: "RangeError", message: "refused", stack: error.stack });
});

test("name, message and stack hold no key and no token", () => {
  // Prepare
  const error = new Error(`${KEY}, own/secret/own/secret`);
  error.name = `Error ${KEY}`;
  // Act
  const fields = errorFields(error);
  // Assess
  expect(fields.name).toBe("Error [secret]");
  expect(fields.message).toBe("[secret], [secret]");
  expect(fields.stack).toMatch(/^Error \[secret\]: \[secret\], \[secret\]\n {4}at /);
});

test("the stack shows where, and the message only as it may be logged", () => {
  // Prepare
  const parse = () => JSON.parse("Secret Name");
  // Act
  const { name, message, stack } = errorFields(thrownBy(parse));
  // Assess
  expect([name, message]).toEqual(["SyntaxError", "Not logged: it may quote data."]);
  expect(stack).toMatch(/^SyntaxError: Not logged: it may quote data\.\n {4}at JSON\.parse/);
  expect(stack).not.toContain("Secret");
});

test("an error without a message has its stack", () => {
  // Prepare
  const error = new TypeError();
  // Act
  const { stack } = errorFields(error);
  // Assess
  expect(stack).toMatch(/^TypeError: \n {4}at /);
});

test.each([
  [
    "a message that changed after the error was made",
    { message: "new", stack: "Error: secret\n    at a:1:1" },
  ],
  ["a stack with more than places", { message: "known", stack: "Error: known\nsecret\n    at a:1:1" }],
])("%s: no stack, because it may hold anything", (_, properties) => {
  // Prepare
  const error = Object.assign(new Error("first"), properties);
  // Assess
  expect(errorFields(error)).toEqual({ name: "Error", message: properties.message });
});

test.each([
  ["an object", { id: "secret item" }, "object"],
  ["a text", "secret item", "string"],
  ["nothing", undefined, "undefined"],
])("%s instead of an Error: only its type is logged", (_, thrown, name) => {
  expect(errorFields(thrown)).toEqual({ name, message: "Something other than an Error was thrown." });
});

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
