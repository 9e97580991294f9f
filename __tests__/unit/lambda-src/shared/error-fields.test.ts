import { errorFields } from "../../../../lambda-src/shared/error-fields";

const KEY = "ASIAOWNOWNOWNOWN0000";
const TOKEN = `Session${"x".repeat(100)}`;

beforeEach(() => {
  jest.replaceProperty(process, "env", { AWS_ACCESS_KEY_ID: KEY });
});

test("name, message and stack are logged, and nothing else", () => {
  // Prepare
  const error = Object.assign(new RangeError("refused", { cause: "item" }), { Item: { id: "secret item" } });
  // Act
  const fields = errorFields(error);
  // Assess
  expect(fields).toEqual({ name: "RangeError", message: "refused", stack: error.stack });
});

test("message and stack hold no key and no token", () => {
  // Prepare
  const error = new Error(`Credential=${KEY}, token ${TOKEN}`);
  // Act
  const fields = errorFields(error, [TOKEN]);
  // Assess
  expect(fields.message).toBe("Credential=[secret], token [secret]");
  expect(fields.stack).toMatch(/^Error: Credential=\[secret\], token \[secret\]\n {4}at /);
});

test("a SyntaxError has neither message nor stack: Node.js quotes the text that it could not parse", () => {
  // Prepare
  const parse = () => JSON.parse("Secret Name");
  // Act
  const fields = errorFields(thrownBy(parse));
  // Assess
  expect(fields).toEqual({ name: "SyntaxError", message: "Not logged: it may quote data." });
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
