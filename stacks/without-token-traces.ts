/**
 * Runs a function without the stack traces that CDKTF takes for every token and never shows. Mapping them to TypeScript
 * lines took a seventh of a synthesis, and grows with the number of resources.
 *
 * An error that `build` throws still has its trace: V8 formats it when it is first read.
 */
export function withoutTokenTraces<T>(build: () => T): T {
  const prepareStackTrace = Error.prepareStackTrace;
  Error.prepareStackTrace = () => "";
  try {
    return build();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
