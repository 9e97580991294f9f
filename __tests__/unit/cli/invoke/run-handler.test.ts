import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../../../../cli/invoke/outcome";
import { runHandler } from "../../../../cli/invoke/run-handler";
import { writeRuntime } from "../../../../cli/invoke/unpack";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();
const { runtimeFile } = writeRuntime(join(folder, "runtime"));

interface Ran {
  readonly outcome: Outcome;
  readonly logs: readonly string[];
  readonly taskRoot: string;
}

interface RunOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly onLog?: () => void;
}

/** Runs code whose `handler` is given, with the event `{ "n": 1 }`. */
async function run(
  code: string,
  { timeoutMs = 10_000, signal = new AbortController().signal, onLog }: RunOptions = {},
): Promise<Ran> {
  const taskRoot = mkdtempSync(join(folder, "task-"));
  writeFileSync(join(taskRoot, "index.js"), code);
  const logs: string[] = [];
  const outcome = await runHandler({
    runtimeFile,
    taskRoot,
    variables: { LAMBDA_TASK_ROOT: taskRoot, PATH: process.env.PATH ?? "" },
    memorySize: 128,
    requestId: "request-1",
    invocation: {
      event: { n: 1 },
      timeoutMs,
      context: { awsRequestId: "request-1", memoryLimitInMB: "128" },
    },
    onLog: (line) => {
      logs.push(line);
      onLog?.();
    },
    signal,
  });
  return { outcome, logs, taskRoot };
}

/** What the caller gets, without figures and stack. */
function said(outcome: Outcome): unknown {
  if (outcome.status === "interrupted") return outcome.status;
  if (outcome.status === "ok") return outcome.answer;
  return `${outcome.error.errorType}: ${outcome.error.errorMessage}`;
}

const FIGURES = {
  initMs: expect.any(Number),
  durationMs: expect.any(Number),
  maxMemoryMb: expect.any(Number),
};

test.each([
  ["an async handler", "exports.handler = async (event) => ({ got: event });", { got: { n: 1 } }],
  ["a callback", "exports.handler = (event, _, callback) => callback(null, event.n);", 1],
  ["a late callback", "exports.handler = (_, __, callback) => void setTimeout(callback, 5, null, 2);", 2],
  ["an answer of undefined", "exports.handler = async () => undefined;", null],
  ["a handler that never answers", "exports.handler = () => {};", null],
  ["context.succeed", "exports.handler = (_, context) => context.succeed('done');", "done"],
  [
    "a callback, after what else it waits for",
    `exports.handler = (_, __, callback) => {
      const answer = { waited: false };
      setTimeout(() => { answer.waited = true; }, 20);
      callback(null, answer);
    };`,
    { waited: true },
  ],
  [
    "a callback that does not wait",
    `exports.handler = (_, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = false;
      setTimeout(() => {}, 60_000);
      callback(null, "at once");
    };`,
    "at once",
  ],
  [
    "an async handler that leaves something running",
    "exports.handler = async () => { setInterval(() => {}, 1_000); return 'at once'; };",
    "at once",
  ],
])("%s answers", async (_, code, answer) => {
  // Act
  const { outcome } = await run(code);

  // Assess
  expect(outcome).toEqual({ status: "ok", answer, figures: FIGURES });
});

test.each([
  ["throws", "exports.handler = () => { throw new TypeError('no'); };", "TypeError: no"],
  ["rejects", "exports.handler = async () => { throw new RangeError('no'); };", "RangeError: no"],
  ["rejects with a text", "exports.handler = () => Promise.reject('no');", "string: no"],
  ["calls back with an error", "exports.handler = (_, __, done) => done(new Error('no'));", "Error: no"],
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
  const { outcome } = await run(code);

  // Assess
  expect(outcome.status).toBe("error");
  expect(said(outcome)).toBe(error);
});

test("a module that is missing is named", async () => {
  // Act
  const { outcome } = await run('require("no-such-module");');

  // Assess
  expect(said(outcome)).toMatch(/^Runtime\.ImportModuleError: Error: Cannot find module 'no-such-module'\n/);
});

test("an answer of the largest size passes", async () => {
  // Act
  const { outcome } = await run("exports.handler = async () => 'x'.repeat(6_291_554);");

  // Assess
  expect(outcome.status).toBe("ok");
});

test("the trace is the stack, by line", async () => {
  // Act
  const { outcome, taskRoot } = await run("exports.handler = async () => {\n  throw new Error('no');\n};");

  // Assess
  expect(outcome.status === "error" && outcome.error.trace?.slice(0, 2)).toEqual([
    "Error: no",
    `    at exports.handler (${join(taskRoot, "index.js")}:2:9)`,
  ]);
});

test.each([
  ["waits", "await new Promise((resolve) => setTimeout(resolve, 60_000));"],
  ["never lets go", "for (;;);"],
])("a function that %s too long is ended", async (_, body) => {
  // Act
  const { outcome } = await run(`exports.handler = async () => { ${body} };`, { timeoutMs: 150 });

  // Assess
  expect(outcome).toEqual({
    status: "timeout",
    error: {
      errorType: "Sandbox.Timedout",
      errorMessage: "RequestId: request-1 Error: Task timed out after 0.15 seconds",
    },
    figures: { initMs: expect.any(Number), durationMs: expect.any(Number) },
  });
});

test("logs come whole and in order, from both outputs", async () => {
  // Act
  const { logs } = await run(`
    console.log("loading");
    exports.handler = async () => {
      console.log("one");
      console.error("two");
      process.stdout.write("th");
      process.stderr.write("ree \\u2028 Ünï\\nfour\\n");
      process.stdout.write("no line feed");
    };`);

  // Assess
  expect(logs).toEqual(["loading", "one", "two", "three \u2028 Ünï", "four", "no line feed"]);
});

test("the context is Lambda's", async () => {
  // Act
  const { outcome } = await run(
    `exports.handler = async (_, { awsRequestId, memoryLimitInMB, callbackWaitsForEmptyEventLoop, ...rest }) => {
      const left = rest.getRemainingTimeInMillis();
      return { awsRequestId, memoryLimitInMB, callbackWaitsForEmptyEventLoop, left: left > 4_000 && left <= 5_000 };
    };`,
    { timeoutMs: 5_000 },
  );

  // Assess
  expect(said(outcome)).toEqual({
    awsRequestId: "request-1",
    memoryLimitInMB: "128",
    callbackWaitsForEmptyEventLoop: true,
    left: true,
  });
});

test("the heap is as large as the function's memory allows", async () => {
  // Act
  const { outcome } = await run(
    "exports.handler = async () => require('node:v8').getHeapStatistics().heap_size_limit / 2 ** 20;",
  );

  // Assess
  expect(said(outcome)).toBeLessThanOrEqual(150);
});

test("an interrupted run ends at once, with all that the function started", async () => {
  // Prepare
  const controller = new AbortController();
  const code = `exports.handler = async () => {
    const { pid } = require("node:child_process").spawn("sleep", ["60"], { stdio: "inherit" });
    console.log(pid);
    await new Promise(() => setInterval(() => {}, 1_000));
  };`;

  // Act
  const { outcome, logs } = await run(code, { signal: controller.signal, onLog: () => controller.abort() });

  // Assess
  expect(outcome).toEqual({ status: "interrupted" });
  expect(isAlive(logs[0])).toBe(false);
});

test("a run that is interrupted before it begins does not begin", async () => {
  // Act
  const { outcome, logs } = await run('console.log("loaded");', { signal: AbortSignal.abort() });

  // Assess
  expect([outcome, logs]).toEqual([{ status: "interrupted" }, []]);
});

function isAlive(pid: string | undefined): boolean {
  try {
    // A process that ended but was not waited for yet has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}
