import { withoutTokenTraces } from "../../../stacks/without-token-traces";

/** What CDKTF does for a token. */
function traceOfToken(): string {
  const token = { stack: "" };
  Error.captureStackTrace(token);
  return token.stack;
}

test("a token has a trace outside, and none inside", () => {
  // Prepare
  const outside = traceOfToken();

  // Act
  const inside = withoutTokenTraces(traceOfToken);

  // Assess
  expect(outside).toContain("traceOfToken");
  expect(inside).toBe("");
});

test("an error keeps its trace, and the next one has it, too", () => {
  // Prepare
  const fail = () => {
    throw new Error("on purpose");
  };
  let caught = new Error("nothing was thrown");

  // Act
  try {
    withoutTokenTraces(fail);
  } catch (error) {
    if (error instanceof Error) caught = error;
  }

  // Assess
  expect(caught.stack).toMatch(/^Error: on purpose\n.*at fail/s);
  expect(traceOfToken()).toContain("traceOfToken");
});
