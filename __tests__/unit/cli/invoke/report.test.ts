import { exited, type Outcome, timedOut } from "../../../../cli/invoke/outcome";
import { answerOf, type Ended, endLines, resultOf, startLine } from "../../../../cli/invoke/report";

const INVOKED = { requestId: "id-1", memorySize: 256 };
const FIGURES = { initMs: 48.9, durationMs: 12.341, maxMemoryMb: 71 };
const OK: Outcome = { status: "ok", answer: { statusCode: 500 }, figures: FIGURES };
const FAILED: Outcome = {
  status: "error",
  error: { errorType: "TypeError", errorMessage: "no", trace: ["TypeError: no"] },
  figures: FIGURES,
};

function ended(outcome: Outcome): Ended {
  if (outcome.status === "interrupted") throw new Error("it has not ended");
  return outcome;
}

test("the lines around the logs are Lambda's", () => {
  // Act
  const lines = [startLine("id-1"), ...endLines(INVOKED, OK)];

  // Assess
  expect(lines).toEqual([
    "START RequestId: id-1 Version: $LATEST",
    "END RequestId: id-1",
    "REPORT RequestId: id-1\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 256 MB\tMax Memory Used: 71 MB\tInit Duration: 48.90 ms",
  ]);
});

test("a timeout is reported in Lambda's format", () => {
  // Prepare
  const outcome = ended(timedOut("id-1", 3_000, { initMs: 48.9, durationMs: 3_001.2 }));

  // Act
  const lines = endLines(INVOKED, outcome, new Date("2026-02-01T06:30:25.829Z"));

  // Assess
  expect(lines).toEqual([
    "END RequestId: id-1",
    "REPORT RequestId: id-1\tDuration: 3001.20 ms\tBilled Duration: 3002 ms\tMemory Size: 256 MB\tInit Duration: 48.90 ms\tStatus: timeout",
    "2026-02-01T06:30:25.829Z id-1 Task timed out after 3.00 seconds",
  ]);
});

test.each([
  ["the answer", OK, { statusCode: 500 }],
  ["the error", FAILED, { errorType: "TypeError", errorMessage: "no", trace: ["TypeError: no"] }],
  [
    "the end of the process",
    ended(exited("id-1", { code: 1, signal: null }, FIGURES)),
    {
      errorType: "Runtime.ExitError",
      errorMessage: "RequestId: id-1 Error: Runtime exited with error: exit status 1",
    },
  ],
])("the caller gets %s", (_, outcome, answer) => {
  // Act
  const got = answerOf(outcome);

  // Assess
  expect(got).toEqual(answer);
});

test.each([
  ["ok", OK, { answer: { statusCode: 500 } }],
  ["error", FAILED, { error: { errorType: "TypeError", errorMessage: "no", trace: ["TypeError: no"] } }],
])("as data, status %s", (status, outcome, said) => {
  // Act
  const result = resultOf("id-1", outcome, ["one"]);

  // Assess
  expect(result).toEqual({
    requestId: "id-1",
    status,
    ...said,
    durationMs: 12.34,
    initMs: 48.9,
    maxMemoryMb: 71,
    logs: ["one"],
  });
});
