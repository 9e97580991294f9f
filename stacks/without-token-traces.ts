/**
 * Runs something without the stack trace that CDKTF takes for every token, and shows to nobody. Mapping each
 * of them to TypeScript lines took a seventh of a synthesis, and grows with the number of resources.
 *
 * An error that leaves `build` still has its trace: V8 writes it out when somebody first reads it.
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
