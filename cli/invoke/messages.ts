/** What the process that runs a handler is asked, once it has loaded the code. */
export interface Invocation {
  readonly event: unknown;
  /** Time the handler has, ms. */
  readonly timeoutMs: number;
  /** Lambda's context, as far as it is data. */
  readonly context: Readonly<Record<string, string>>;
}

/** An error of a function in the form in which Lambda answers it. */
export interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  /** Lines of the stack; absent where Lambda, not the function, found the error. */
  readonly trace?: readonly string[];
}

/** What a run took. */
export interface Figures {
  /** Loading the code, ms. */
  readonly initMs: number;
  /** The handler itself, ms; 0 if it was not reached. */
  readonly durationMs: number;
  /** The most memory the process held, MB; absent if it ended before it could tell. */
  readonly maxMemoryMb?: number;
}

/** What the process tells, in this order: `loaded`, then how it ended; `failed` alone if the code cannot be loaded. */
export type RuntimeMessage =
  | { readonly type: "loaded"; readonly initMs: number }
  /** `body` is JSON. */
  | { readonly type: "answered"; readonly body: string; readonly figures: Figures }
  | { readonly type: "failed"; readonly failure: Failure; readonly figures: Figures };
