import { judgeRefusalText } from "../../../../assumptions/list/a6-refusal-text";
import { judgeRevocationTime } from "../../../../assumptions/list/a7-revocation-time";
import { judgeCreationText } from "../../../../assumptions/list/a8-creation-text";
import { judgePlaceKept } from "../../../../assumptions/list/a10-place-kept";

const TEXT = "PROBLEM: User: arn is not authorized because no resource-based policy allows the action";
const REFUSAL = { state: "Enabled", result: TEXT, afterMs: 12_340 };
const RECORDED =
  "InvalidParameterValueException: Cannot access stream arn. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.";

test.each([
  ["the expected text", REFUSAL, "confirmed"],
  ["another text", { ...REFUSAL, result: "PROBLEM: Access denied" }, "refuted"],
  ["a mapping that is disabled", { ...REFUSAL, state: "Disabled" }, "refuted"],
  ["no problem at all", undefined, "not tried"],
])("A6: %s", (_case, refusal, outcome) => {
  expect(judgeRefusalText({ refusal, watchedMs: 600_000 }).outcome).toBe(outcome);
});

test("A7: a mapping that stops reading says after how long", () => {
  expect(
    judgeRevocationTime({ refusal: REFUSAL, lastReadAfterMs: 7_500, watchedMs: 13_000, written: 12 }),
  ).toEqual({
    outcome: "confirmed",
    because: "The mapping could not read any more after 12.3 s; a replaced policy was not tried",
    answers: [
      "Of the 12 items, the last one that was read was put 7.5 s after the policy was deleted",
      `LastProcessingResult: ${TEXT}`,
    ],
  });
});

test("A7: a mapping that goes on refutes it", () => {
  // Act
  const verdict = judgeRevocationTime({ lastReadAfterMs: 599_000, watchedMs: 600_000, written: 600 });
  // Assess
  expect(verdict).toMatchObject({
    outcome: "refuted",
    because: "The mapping went on reading for 600.0 s",
  });
});

test.each([
  ["the recorded text", { isRefused: true, answer: RECORDED }, "confirmed"],
  ["another text", { isRefused: true, answer: "AccessDeniedException: no" }, "refuted"],
  ["a mapping that is created", { isRefused: false, answer: "the mapping was created" }, "refuted"],
  ["no creation", undefined, "not tried"],
])("A8: %s", (_case, creation, outcome) => {
  expect(judgeCreationText({ creation }).outcome).toBe(outcome);
});

test.each([
  ["everything was handled", { refusal: REFUSAL, written: 12, handled: 12 }, "confirmed"],
  ["something is missing", { refusal: REFUSAL, written: 12, handled: 11 }, "refuted"],
  ["access was never lost", { written: 12, handled: 12 }, "not tried"],
])("A10: %s", (_case, look, outcome) => {
  expect(judgePlaceKept(look).outcome).toBe(outcome);
});
