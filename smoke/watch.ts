import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { UserProblem } from "../errors/user-problem";
import { untilHandled } from "./handled";
import { problemsOf } from "./problems-of";
import type { HandledBy } from "./result";
import type { SmokeOptions } from "./smoke-options";
import type { ReadingConsumer } from "./targets";

/** The item to wait for. */
export interface SeenItem {
  readonly mark: string;
  /** When the change was made that the function sees, ms since 1970. */
  readonly since: number;
}

/** Waits until a consumer's function has handled the item. What goes wrong is part of the answer. */
export async function watch(
  { key, accountId, functionName }: ReadingConsumer,
  region: string,
  item: SeenItem,
  { connect, role, timeoutMs, signal, onProgress }: SmokeOptions,
): Promise<HandledBy> {
  try {
    const { general } = await connect({ accountId, region }, role);
    const logs = new CloudWatchLogsClient(general);
    const afterMs = await untilHandled(logs, { functionName, ...item, timeoutMs, signal });
    logs.destroy();
    if (afterMs === undefined)
      return { consumer: key, functionName, problem: unseen(functionName, timeoutMs, signal) };
    onProgress(`${key}: ${functionName} handled it after ${(afterMs / 1000).toFixed(1)} s`);
    return { consumer: key, functionName, afterMs };
  } catch (error) {
    const [problem] = problemsOf(error, key);
    return { consumer: key, functionName, ...(problem && { problem }) };
  }
}

function unseen(functionName: string, timeoutMs: number, { aborted }: AbortSignal): UserProblem {
  if (aborted) return { cause: `the test was interrupted before ${functionName} had logged anything` };
  return {
    cause: `${functionName} did not log within ${timeoutMs / 1000} s that it handled the item`,
    remedy:
      "Look at its mapping and the stream (npm run status), and at its log: the stream may be off or another one, the function may fail, be refused the stream, have a filter that drops the item, or have much to read before it",
  };
}
