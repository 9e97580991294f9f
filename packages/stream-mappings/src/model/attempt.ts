/** What is known about a run of the function. */
export interface FunctionRun {
  readonly requestId: string;
  readonly version: string;
}

/** How an invocation ended. */
export type InvokeResult =
  /** The function ran and returned. */
  | ({ readonly kind: "returned"; readonly payload: string } & FunctionRun)
  /** The function ran and threw, timed out or crashed. */
  | ({ readonly kind: "function-error"; readonly error: string } & FunctionRun)
  /** It was not run because no concurrency was left. */
  | { readonly kind: "throttled" }
  /** It was not run for any other reason: no such function, the service failed. */
  | { readonly kind: "service-error"; readonly message: string };

/** What the function's answer says about the records it was given. */
export type BatchOutcome =
  | { readonly kind: "success" }
  /** All of them failed, because the answer makes no sense. */
  | { readonly kind: "failure"; readonly problem: string }
  /** Everything before `index` is done, everything from it on is not. */
  | { readonly kind: "partial"; readonly index: number };

/** What came of one invocation. */
export interface Attempt {
  readonly result: InvokeResult;
  /** Absent unless the function returned. */
  readonly outcome?: BatchOutcome;
}
