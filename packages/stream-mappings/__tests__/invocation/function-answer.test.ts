import { readPartialAnswer } from "../../src/invocation/function-answer";

const SEQUENCES = ["10", "11", "12"];
const failing = (...identifiers: unknown[]) =>
  JSON.stringify({ batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) });

test.each(["", "null", "{}", "[]", '""', '{"batchItemFailures":[]}', '{"batchItemFailures":null}'])(
  "%j means success",
  (payload) => {
    expect(readPartialAnswer(payload, SEQUENCES)).toEqual({ kind: "success" });
  },
);

test("the lowest failed record is where it goes on", () => {
  expect(readPartialAnswer(failing("12", "11"), SEQUENCES)).toEqual({ kind: "partial", index: 1 });
});

const INVALID = "Sequence number in function response is invalid. Please check function implementation.";
const malformed: [string, string, string][] = [
  ["an empty identifier", failing(""), INVALID],
  ["a null identifier", failing(null), INVALID],
  ["an identifier that is not there", failing("99"), INVALID],
  ["one good identifier and one bad", failing("11", "99"), INVALID],
  ["a wrongly named identifier", '{"batchItemFailures":[{"foo":"11"}]}', INVALID],
  ["a failure that is no object", '{"batchItemFailures":["11"]}', INVALID],
  ["failures that are no list", '{"batchItemFailures":{"itemIdentifier":"11"}}', "Function call failed"],
  ["a text", '"done"', "Function call failed"],
  ["no JSON at all", "done", "Function call failed"],
];

test.each(malformed)("%s fails the whole batch", (_, payload, problem) => {
  expect(readPartialAnswer(payload, SEQUENCES)).toEqual({ kind: "failure", problem });
});
