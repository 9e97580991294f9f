/**
 * Runs a function without the stack traces that CDKTF takes for every token and never shows. Taking them, and mapping
 * them to TypeScript lines, took a seventh of a synthesis, and grows with the number of resources.
 *
 * An error that `build` throws still has its trace: V8 takes it by itself and formats it when it is first read.
 */
export function withoutTokenTraces<T>(build: () => T): T {
  const { prepareStackTrace, captureStackTrace } = Error;
  Error.prepareStackTrace = () => "";
  Error.captureStackTrace = () => {};
  try {
    return build();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.captureStackTrace = captureStackTrace;
  }
}
