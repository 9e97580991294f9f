import { readAnswer } from "../../../replay/batch-answer";

const NUMBERS = ["7", "8", "9"];

test.each([
  ["nothing", ""],
  ["null", "null"],
  ["an empty object", "{}"],
  ["an empty list alone", "[]"],
  ["an empty list", '{"batchItemFailures":[]}'],
  ["no list", '{"batchItemFailures":null}'],
])("%s means that everything was handled", (_name, payload) => {
  // Act, Assess
  expect(readAnswer(payload, NUMBERS)).toEqual({ kind: "handled" });
});

test("the lowest sequence number says where to go on", () => {
  // Act
  const answer = readAnswer('{"batchItemFailures":[{"itemIdentifier":"9"},{"itemIdentifier":"8"}]}', NUMBERS);
  // Assess
  expect(answer).toEqual({ kind: "partial", firstFailed: 1 });
});

test.each([
  ["an unknown sequence number", '{"batchItemFailures":[{"itemIdentifier":"1"}]}'],
  ["an empty one", '{"batchItemFailures":[{"itemIdentifier":""}]}'],
  ["another name for it", '{"batchItemFailures":[{"id":"8"}]}'],
  ["a list of something else", '{"batchItemFailures":["8"]}'],
  ["a text", '"done"'],
  ["something else than a list", '{"batchItemFailures":{"itemIdentifier":"8"}}'],
])("%s means that nothing was handled for certain", (_name, payload) => {
  // Act, Assess
  expect(readAnswer(payload, NUMBERS)).toEqual({ kind: "failed", problem: expect.any(String) });
});
