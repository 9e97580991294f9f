import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BundleLocation } from "../../bundling/bundle";
import { partitionOf } from "../../config/arns";
import type { ConfiguredFunction } from "../../config/functions";
import { accessOf } from "./access";
import { bundlesOf } from "./bundles";
import { childVariables, type LogPlace } from "./child-variables";
import type { Outcome } from "./outcome";
import type { Variables } from "./parse-variable";
import { answerOf, endLines, type Invoked, resultOf, startLine } from "./report";
import { runHandler } from "./run-handler";
import { unpack } from "./unpack";

/** What to invoke, and how to print the result. */
export interface Invoke {
  readonly fn: ConfiguredFunction;
  /** Name of the environment that defines it. */
  readonly environment: string;
  /** Where its code is. */
  readonly project: BundleLocation;
  readonly event: unknown;
  /** Variables that are added to, or override, the function's own. */
  readonly overrides: Variables;
  /** Print the whole invocation as JSON on standard output, instead of logs on standard error. */
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/**
 * Builds a function, runs it once and prints its logs, durations, memory and result.
 * @throws BundleError if its code has errors; SandboxError if the sandbox returns no credentials
 */
export async function invokeOnce(invoke: Invoke): Promise<Outcome["status"]> {
  const folder = mkdtempSync(join(tmpdir(), "invoke-"));
  try {
    return await invokeIn(folder, invoke);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function invokeIn(
  folder: string,
  { fn, environment, project, event, overrides, json, signal }: Invoke,
) {
  const [access, unpacked] = await Promise.all([
    accessOf(fn, environment, signal),
    later(() => unpack(bundlesOf(fn, project), folder)),
  ]);
  console.error(access.notice);
  const { config } = fn;
  const requestId = randomUUID();
  const invoked: Invoked = { requestId, memorySize: config.memorySize };
  const logPlace = logPlaceOf(config.name);
  const logs: string[] = [];
  const onLog = (line: string) => void (json ? logs.push(line) : console.error(line));

  if (!json) console.error(startLine(requestId));
  const outcome = await runHandler({
    ...unpacked,
    variables: childVariables({ fn, unpacked, logPlace, access: access.variables, overrides }),
    ...invoked,
    invocation: { event, timeoutMs: config.timeout * 1000, context: contextOf(fn, requestId, logPlace) },
    onLog,
    signal,
  });
  if (outcome.status === "interrupted") return outcome.status;
  if (!json) for (const line of endLines(invoked, outcome)) console.error(line);
  console.log(JSON.stringify(json ? resultOf(requestId, outcome, logs) : answerOf(outcome), null, 2));
  return outcome.status;
}

/** Runs `work` after operations that have been started, such as requests, have been sent. */
async function later<T>(work: () => T): Promise<T> {
  await new Promise((resolve) => setImmediate(resolve));
  return work();
}

function logPlaceOf(functionName: string): LogPlace {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  return {
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `${day}/[$LATEST]${randomBytes(16).toString("hex")}`,
  };
}

function contextOf({ config, region, accountId }: ConfiguredFunction, requestId: string, logPlace: LogPlace) {
  return {
    awsRequestId: requestId,
    functionName: config.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:${partitionOf(region)}:lambda:${region}:${accountId}:function:${config.name}`,
    memoryLimitInMB: String(config.memorySize),
    ...logPlace,
  };
}
