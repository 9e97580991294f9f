/*
 * Runs one invocation in a process of its own, as Lambda's Node.js runtime does. It is transpiled by itself and run
 * with nothing else of this project in reach: it imports types only.
 */
import { join } from "node:path";
import type { Failure, Figures, Invocation } from "./messages";

type Callback = (error?: unknown, answer?: unknown) => void;
type Handler = (event: unknown, context: object, callback: Callback) => unknown;

/** Lambda Developer Guide, "Lambda quotas": 6 MB a synchronous answer; the number is that of Lambda's own message. */
const MAX_ANSWER_BYTES = 6_291_556;
const TOO_LARGE = `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`;

const begin = performance.now();
let initMs = 0;
let handlerBegin: number | undefined;
let ended = false;

// In Lambda both go into one log, in the order in which they were written.
Object.defineProperty(process, "stderr", { get: () => process.stdout });
process.on("uncaughtException", (error, origin) => {
  const unhandled = origin === "unhandledRejection";
  fail(unhandled ? named("Runtime.UnhandledPromiseRejection", String(error), error) : error);
});
// Whoever asked is gone.
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
    if (typeof found === "function") return found;
    fail(named("Runtime.HandlerNotFound", "index.handler is undefined or not exported"));
  } catch (error) {
    fail(loadError(error));
  }
  return undefined;
}

function invoke(handle: Handler, { event, timeoutMs, context }: Invocation): void {
  // From here on only what the function waits for keeps this process alive.
  process.channel?.unref();
  const deadline = Date.now() + timeoutMs;
  const done: Callback = (error, answer) => (isNone(error) ? succeed(answer) : fail(error));
  const full = {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done,
    succeed,
    fail: (error: unknown) => fail(error ?? "handled"),
  };
  let whenIdle = () => succeed(null);
  process.once("beforeExit", () => whenIdle());
  const callback: Callback = (error, answer) => {
    if (!isNone(error) || !full.callbackWaitsForEmptyEventLoop) return done(error, answer);
    whenIdle = () => succeed(answer);
  };
  handlerBegin = performance.now();
  try {
    const result = handle(event, full, callback);
    if (!isPromise(result)) return;
    whenIdle = () => fail(named("Runtime.NodeJsExit", "The handler's promise can never be settled."));
    result.then(succeed, fail);
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

/** Tells how it ended, the first time only, and ends: Lambda freezes what a function leaves running. */
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

function isNone(error: unknown): boolean {
  return error === undefined || error === null;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
