/** The message to the process that runs a handler, once it has loaded the code. */
export interface Invocation {
  readonly event: unknown;
  /** The function's timeout, ms. */
  readonly timeoutMs: number;
  /** The data of Lambda's context object. */
  readonly context: Readonly<Record<string, string>>;
}

/** An error of a function, in the form of Lambda's answer. */
export interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  /** Lines of the stack; absent if Lambda, and not the function, reported the error. */
  readonly trace?: readonly string[];
}

/** Durations and memory of a run. */
export interface Figures {
  /** Time to load the code, ms. */
  readonly initMs: number;
  /** Duration of the handler, ms; 0 if it was not called. */
  readonly durationMs: number;
  /** Maximum memory of the process, MB; absent if it ended without reporting it. */
  readonly maxMemoryMb?: number;
}

/** The messages of the process: first `loaded`, then its result; only `failed` if the code cannot be loaded. */
export type RuntimeMessage =
  | { readonly type: "loaded"; readonly initMs: number }
  /** `body` is JSON. */
  | { readonly type: "answered"; readonly body: string; readonly figures: Figures }
  | { readonly type: "failed"; readonly failure: Failure; readonly figures: Figures };
