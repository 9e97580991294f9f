/**
 * How long a call to AWS may take, ms; for the `requestHandler` option of every client. The SDK itself sets no limits. A
 * call that hangs must fail before the function's timeout, so that the error is logged.
 */
export const TIME_LIMITS = {
  connectionTimeout: 2_000,
  /** From the request to the beginning of the answer. */
  requestTimeout: 5_000,
  throwOnRequestTimeout: true,
  /** Between two parts of an answer. */
  socketTimeout: 5_000,
} as const;

/** How long before a function's timeout it stops waiting and answers, ms. */
export const LAST_MILLISECONDS = 1_000;

/** The function's time is nearly over. Named like the errors of the SDK for calls that took too long. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";

  constructor() {
    super("The function's time is nearly over, and AWS has not answered.");
  }
}

/**
 * Waits for work until the time is over. Retries, and the pauses between them, are part of the work, and so is the call
 * to STS that an SDK client makes for its credentials; it cannot be aborted, so it may go on unheeded.
 * @param ms how long the work may take; at least one millisecond is granted
 * @param work is told by the signal when the time is over
 * @throws TimeoutError if the work has not ended by then
 */
export async function withinTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeIsOver = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        reject(new TimeoutError());
        controller.abort();
      },
      Math.max(1, ms),
    );
  });
  try {
    return await Promise.race([work(controller.signal), timeIsOver]);
  } finally {
    clearTimeout(timer);
  }
}
