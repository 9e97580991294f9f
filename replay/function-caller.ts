import { setTimeout as sleep } from "node:timers/promises";
import { InvokeCommand, type LambdaClient, LambdaServiceException } from "@aws-sdk/client-lambda";
import { reasonOf } from "../errors/reason-of";
import { type BatchAnswer, readAnswer } from "./batch-answer";
import { ReplayError } from "./replay-error";
import { type ReplayRecord, sequenceNumberOf } from "./replay-record";

/** An answer, and the request that it answers. */
export type CalledAnswer = BatchAnswer & {
  /** Request ID of the invocation, if there was one: its log lines have it. */
  readonly requestId?: string;
};

/** An event with records; further members go to the function as they are. */
export interface ReplayEvent {
  readonly Records: readonly ReplayRecord[];
  readonly [member: string]: unknown;
}

/** Hands an event to a function and reads what it says. */
export type CallFunction = (
  functionArn: string,
  event: ReplayEvent,
  signal?: AbortSignal,
) => Promise<CalledAnswer>;

/** Pauses while Lambda throttles, milliseconds. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Invokes functions synchronously. A throttled call has not run, so it is made again until the signal is aborted; no other
 * call is repeated, because the function may have run.
 * @param lambda a client that does not retry by itself
 */
export function functionCaller(lambda: LambdaClient): CallFunction {
  return async (functionArn, event, signal) => {
    let pause = FIRST_PAUSE_MS;
    for (;;) {
      const answer = await callOnce(lambda, functionArn, event);
      if (answer !== THROTTLED) return answer;
      if (signal?.aborted) return { kind: "failed", problem: "Lambda throttled the function until the end" };
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  };
}

const THROTTLED = "throttled";

async function callOnce(
  lambda: LambdaClient,
  functionArn: string,
  event: ReplayEvent,
): Promise<CalledAnswer | typeof THROTTLED> {
  try {
    const Payload = JSON.stringify(event);
    const answer = await lambda.send(new InvokeCommand({ FunctionName: functionArn, Payload }));
    const requestId = answer.$metadata.requestId;
    const text = Buffer.from(answer.Payload ?? []).toString("utf8");
    if (answer.FunctionError) return { kind: "failed", problem: functionProblem(text), requestId };
    return { ...readAnswer(text, event.Records.map(sequenceNumberOf)), requestId };
  } catch (error) {
    return isThrottled(error) ? THROTTLED : unanswered(functionArn, error);
  }
}

/** The type of the error alone: its message could hold item data. */
function functionProblem(payload: string): string {
  const type = /"errorType":\s*"([\w.]{1,100})"/.exec(payload)?.[1];
  return type === undefined ? "The function failed" : `The function failed with ${type}`;
}

function isThrottled(error: unknown): boolean {
  return error instanceof LambdaServiceException && error.$metadata.httpStatusCode === 429;
}

/** @throws ReplayError if no further call would be answered either: a refusal, a function that is not there */
function unanswered(functionArn: string, error: unknown): CalledAnswer {
  const status = error instanceof LambdaServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status === undefined || status >= 500 || status === 413) {
    return { kind: "failed", problem: `Lambda did not answer: ${reasonOf(error)}` };
  }
  throw new ReplayError([
    {
      cause: `${functionArn} cannot be invoked: ${reasonOf(error)}`,
      remedy: "Use a role that may invoke it (--role), and check that it is deployed",
    },
  ]);
}
