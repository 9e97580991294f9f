import type { HttpAnswer } from "../aws/http-answer";
import type { Scope } from "../aws/identity";
import type { SignedHttp } from "../aws/signed-http";
import type { FunctionRun, InvokeResult } from "../model/attempt";

/** Longest time limit of a function (15 minutes), and a little for the way. */
const TIMEOUT_MS = 15 * 60_000 + 10_000;

/** Runs a function through Lambda's Invoke call. */
export class Invoker {
  constructor(private readonly http: SignedHttp) {}

  /**
   * Invokes synchronously, as the function's own account.
   * @param functionArn with the qualifier, if the mapping has one
   * @param payload the event as JSON text
   */
  async invoke(scope: Scope, functionArn: string, payload: string): Promise<InvokeResult> {
    const path = `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`;
    const headers = { "content-type": "application/json", "x-amz-invocation-type": "RequestResponse" };
    try {
      const call = { ...scope, service: "lambda", method: "POST", path, headers, body: payload };
      return classify(await this.http.send(call, TIMEOUT_MS));
    } catch (error) {
      return { kind: "service-error", message: error instanceof Error ? error.message : String(error) };
    }
  }
}

function classify(answer: HttpAnswer): InvokeResult {
  if (answer.status === 429) return { kind: "throttled" };
  if (answer.status !== 200) return { kind: "service-error", message: refusalText(answer) };
  const run: FunctionRun = {
    requestId: String(answer.headers["x-amzn-requestid"] ?? ""),
    version: String(answer.headers["x-amz-executed-version"] ?? "$LATEST"),
  };
  const error = answer.headers["x-amz-function-error"];
  if (error) return { kind: "function-error", error: String(error), ...run };
  return { kind: "returned", payload: answer.body, ...run };
}

function refusalText({ status, body }: HttpAnswer): string {
  try {
    const { message, Message } = JSON.parse(body) as { message?: string; Message?: string };
    return message ?? Message ?? `Lambda answered ${status}`;
  } catch {
    return `Lambda answered ${status}`;
  }
}
