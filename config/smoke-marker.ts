/** The attribute that marks the item of a smoke test. `lambda-src/stream-handler/smoke-test.ts` knows it, too. */
export const SMOKE_ATTRIBUTE = "smokeTest";

/** What the values of that attribute begin with; the ID of the run follows, which is random. */
export const SMOKE_PREFIX = "smoke-test/";
