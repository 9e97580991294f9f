import { join } from "node:path";
import { runCode, said } from "./support/run-code";

const FIGURES = {
  initMs: expect.any(Number),
  durationMs: expect.any(Number),
  maxMemoryMb: expect.any(Number),
};

const MAKE_ASYNC = "Make it an async function: export const handler = async (event, context) => { ... };";

test.each([
  ["an async handler", "exports.handler = async (event) => ({ got: event });", { got: { n: 1 } }],
  ["a handler that returns a promise", "exports.handler = (event) => Promise.resolve(event.n);", 1],
  [
    "a handler that answers late",
    "exports.handler = () => new Promise((resolve) => setTimeout(resolve, 5, 2));",
    2,
  ],
  ["an answer of undefined", "exports.handler = async () => undefined;", null],
  [
    "an async handler that leaves something running",
    "exports.handler = async () => { setInterval(() => {}, 1_000); return 'at once'; };",
    "at once",
  ],
])("%s answers", async (_, code, answer) => {
  // Act
  const { outcome } = await runCode(code);

  // Assess
  expect(outcome).toEqual({ status: "ok", answer, figures: FIGURES });
});

test.each([
  ["throws", "exports.handler = () => { throw new TypeError('no'); };", "TypeError: no"],
  ["rejects", "exports.handler = async () => { throw new RangeError('no'); };", "RangeError: no"],
  ["rejects with a text", "exports.handler = () => Promise.reject('no');", "string: no"],
  [
    "takes a callback",
    "exports.handler = (event, _, callback) => callback(null, event.n);",
    `Runtime.CallbackHandlerDeprecated: index.handler takes a callback. ${MAKE_ASYNC}`,
  ],
  [
    "returns nothing",
    "exports.handler = () => {};",
    `Runtime.HandlerNotAsync: index.handler did not return a promise. ${MAKE_ASYNC}`,
  ],
  [
    "returns an answer instead of a promise",
    "exports.handler = (event) => event.n;",
    `Runtime.HandlerNotAsync: index.handler did not return a promise. ${MAKE_ASYNC}`,
  ],
  [
    "calls context.succeed",
    "exports.handler = (_, context) => context.succeed('done');",
    "TypeError: context.succeed is not a function",
  ],
  [
    "throws later",
    "exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('no'); }, 1));",
    "Error: no",
  ],
  [
    "forgets to await",
    "exports.handler = () => new Promise(() => { Promise.reject(new Error('no')); setTimeout(() => {}, 60_000); });",
    "Runtime.UnhandledPromiseRejection: Error: no",
  ],
  [
    "waits for what never comes",
    "exports.handler = () => new Promise(() => {});",
    "Runtime.NodeJsExit: The handler's promise can never be settled.",
  ],
  [
    "answers what is not JSON",
    "exports.handler = async () => ({ n: 1n });",
    "Error: Unable to stringify response body: Do not know how to serialize a BigInt",
  ],
  [
    "answers too much",
    "exports.handler = async () => 'x'.repeat(6_291_555);",
    "Function.ResponseSizeTooLarge: Response payload size exceeded maximum allowed payload size (6291556 bytes).",
  ],
  [
    "exits",
    "exports.handler = async () => process.exit(3);",
    "Runtime.ExitError: RequestId: request-1 Error: Runtime exited with error: exit status 3",
  ],
  [
    "exits as if all was well",
    "exports.handler = async () => process.exit(0);",
    "Runtime.ExitError: RequestId: request-1 Error: Runtime exited without providing a reason",
  ],
  [
    "is killed",
    "exports.handler = async () => process.kill(process.pid, 'SIGKILL');",
    "Runtime.ExitError: RequestId: request-1 Error: Runtime exited with error: signal: SIGKILL",
  ],
  [
    "has no handler",
    "exports.other = 1;",
    "Runtime.HandlerNotFound: index.handler is undefined or not exported",
  ],
  ["throws while it loads", "throw new Error('no settings');", "Error: no settings"],
  [
    "is not JavaScript",
    "exports.handler = ;",
    "Runtime.UserCodeSyntaxError: SyntaxError: Unexpected token ';'",
  ],
])("a function that %s fails", async (_, code, error) => {
  // Act
  const { outcome } = await runCode(code);

  // Assess
  expect(outcome.status).toBe("error");
  expect(said(outcome)).toBe(error);
});

test("a module that is missing is named", async () => {
  // Act
  const { outcome } = await runCode('require("no-such-module");');

  // Assess
  expect(said(outcome)).toMatch(/^Runtime\.ImportModuleError: Error: Cannot find module 'no-such-module'\n/);
});

test("an answer of the largest size passes", async () => {
  // Act
  const { outcome } = await runCode("exports.handler = async () => 'x'.repeat(6_291_554);");

  // Assess
  expect(outcome.status).toBe("ok");
});

test("the trace is the stack, by line", async () => {
  // Act
  const { outcome, taskRoot } = await runCode(
    "exports.handler = async () => {\n  throw new Error('no');\n};",
  );

  // Assess
  expect(outcome.status === "error" && outcome.error.trace?.slice(0, 2)).toEqual([
    "Error: no",
    `    at exports.handler (${join(taskRoot, "index.js")}:2:9)`,
  ]);
});
