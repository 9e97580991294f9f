import { isAlive } from "../../../support/processes";
import { runCode, said } from "./support/run-code";

test.each([
  ["waits", "await new Promise((resolve) => setTimeout(resolve, 60_000));"],
  ["never lets go", "for (;;);"],
])("a function that %s too long is ended", async (_, body) => {
  // Act
  const { outcome } = await runCode(`exports.handler = async () => { ${body} };`, { timeoutMs: 150 });

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
  const { logs } = await runCode(`
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
  const { outcome } = await runCode(
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
  const { outcome } = await runCode(
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
  const { outcome, logs } = await runCode(code, {
    signal: controller.signal,
    onLog: () => controller.abort(),
  });

  // Assess
  expect(outcome).toEqual({ status: "interrupted" });
  expect(isAlive(logs[0])).toBe(false);
});

test("a run that is interrupted before it begins does not begin", async () => {
  // Act
  const { outcome, logs } = await runCode('console.log("loaded");', { signal: AbortSignal.abort() });

  // Assess
  expect([outcome, logs]).toEqual([{ status: "interrupted" }, []]);
});
