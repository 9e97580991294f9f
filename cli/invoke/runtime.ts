/*
 * Runs one invocation in a process of its own, like Lambda's Node.js runtime. It is transpiled on its own and runs
 * without any other file of this project, so it imports only types.
 */
import { join } from "node:path";
import type { Failure, Figures, Invocation } from "./messages";

type Handler = (event: unknown, context: object) => unknown;

/** Lambda Developer Guide, "Lambda quotas": 6 MB for a synchronous response; the number is from Lambda's own message. */
const MAX_ANSWER_BYTES = 6_291_556;
const TOO_LARGE = `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`;

const MAKE_ASYNC = "Make it an async function: export const handler = async (event, context) => { ... };";
/** The type of the error with which Lambda's runtime for Node.js 24 rejects such a handler. */
const CALLBACK = "Runtime.CallbackHandlerDeprecated";

const begin = performance.now();
let initMs = 0;
let handlerBegin: number | undefined;
let ended = false;

// In Lambda, both outputs go to one log in the order in which they are written.
Object.defineProperty(process, "stderr", { get: () => process.stdout });
process.on("uncaughtException", (error, origin) => {
  const unhandled = origin === "unhandledRejection";
  fail(unhandled ? named("Runtime.UnhandledPromiseRejection", String(error), error) : error);
});
// The parent process has ended.
process.on("disconnect", () => process.exit(1));

const handler = load();
if (handler) {
  initMs = performance.now() - begin;
  process.once("message", (invocation: Invocation) => invoke(handler, invocation));
  process.send?.({ type: "loaded", initMs });
}

function load(): Handler | undefined {
  try {
    const { handler: found } = require(join(process.env.LAMBDA_TASK_ROOT ?? "", "index.js"));
    if (typeof found === "function" && found.length <= 2) return found;
    if (typeof found === "function") fail(named(CALLBACK, `index.handler takes a callback. ${MAKE_ASYNC}`));
    else fail(named("Runtime.HandlerNotFound", "index.handler is undefined or not exported"));
  } catch (error) {
    fail(loadError(error));
  }
  return undefined;
}

function invoke(handle: Handler, { event, timeoutMs, context }: Invocation): void {
  // From here on, only what the function waits for keeps this process alive.
  process.channel?.unref();
  const deadline = Date.now() + timeoutMs;
  const full = {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  process.once("beforeExit", () =>
    fail(named("Runtime.NodeJsExit", "The handler's promise can never be settled.")),
  );
  handlerBegin = performance.now();
  try {
    const result = handle(event, full);
    if (isPromise(result)) result.then(succeed, fail);
    else fail(named("Runtime.HandlerNotAsync", `index.handler did not return a promise. ${MAKE_ASYNC}`));
  } catch (error) {
    fail(error);
  }
}

function succeed(answer: unknown): void {
  try {
    const body = JSON.stringify(answer) ?? "null";
    if (Buffer.byteLength(body) <= MAX_ANSWER_BYTES) end({ type: "answered", body });
    else fail(named("Function.ResponseSizeTooLarge", TOO_LARGE));
  } catch (error) {
    fail(new Error(`Unable to stringify response body: ${error instanceof Error ? error.message : error}`));
  }
}

function fail(error: unknown): void {
  end({ type: "failed", failure: failureOf(error) });
}

/** Reports the outcome, once, and ends the process: Lambda freezes everything that a function leaves running. */
function end(message: { type: "answered"; body: string } | { type: "failed"; failure: Failure }): void {
  if (ended) return;
  ended = true;
  process.send?.({ ...message, figures: figures() }, () => process.exit());
}

function figures(): Figures {
  const durationMs = handlerBegin === undefined ? 0 : performance.now() - handlerBegin;
  // maxRSS is in KB.
  const maxMemoryMb = Math.ceil(process.resourceUsage().maxRSS / 1024);
  return { initMs: initMs || performance.now() - begin, durationMs, maxMemoryMb };
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

function loadError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof SyntaxError) return named("Runtime.UserCodeSyntaxError", String(error), error);
  const missing = "code" in error && error.code === "MODULE_NOT_FOUND";
  return missing ? named("Runtime.ImportModuleError", String(error), error) : error;
}

function named(name: string, message: string, cause?: unknown): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = cause instanceof Error ? (cause.stack ?? "") : `${name}: ${message}`;
  return error;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
