import { decide } from "../../../../backends/move/decide";
import { parseState, type StateFile, sameContent } from "../../../../backends/move/state-file";

const STATE: StateFile = {
  serial: 5,
  lineage: "a",
  resources: [
    { type: "aws_sqs_queue", name: "one" },
    { type: "aws_sqs_queue", name: "two" },
  ],
  outputs: { arn: { value: "x", type: "string" } },
};
const reordered: StateFile = {
  ...STATE,
  resources: [...STATE.resources].reverse(),
  outputs: { arn: { type: "string", value: "x" } },
};

test.each([
  ["no old state", undefined, STATE, "nothing to move"],
  ["no new state", STATE, undefined, "move"],
  ["the same state, written in another order", STATE, reordered, "already moved"],
  [
    "the same state under another lineage, as Terraform's first push leaves it",
    STATE,
    { ...STATE, lineage: "b", serial: 1 },
    "move",
  ],
  ["an earlier copy of it", STATE, { ...STATE, serial: 4 }, "move"],
  ["a state that went on from it", STATE, { ...STATE, serial: 6, resources: [] }, "already moved"],
])("%s", (_, old, next, decision) => {
  expect(decide({ stack: "source", old, next })).toBe(decision);
});

test.each([
  [
    { ...STATE, lineage: "b", outputs: {} },
    "a state of source already, which is not the one to move (another lineage).",
  ],
  [{ ...STATE, outputs: {} }, "a state of source with serial 5, and they differ."],
])("what would be lost is not touched", (next, reason) => {
  expect(() => decide({ stack: "source", old: STATE, next })).toThrow(reason);
});

test.each([
  ["nothing", "", undefined],
  ["a state that was never written", '{"version": 4, "serial": 0, "lineage": ""}', undefined],
  [
    "a state without resources",
    '{"version": 4, "serial": 2, "lineage": "a"}',
    { serial: 2, lineage: "a", resources: [], outputs: {} },
  ],
])("%s, as Terraform prints it", (_, text, state) => {
  expect(parseState(text, "The state")).toEqual(state);
});

test("a text that is no state is not quoted", () => {
  expect(() => parseState("password: hunter2", "The old state of source")).toThrow(
    /^The old state of source is not a state of Terraform\.\nLook at it with `terraform state pull`\.$/,
  );
});

test("a state that lost an output, or has another value, is not the same", () => {
  expect(sameContent(STATE, reordered)).toBe(true);
  expect(sameContent(STATE, { ...STATE, outputs: {} })).toBe(false);
  expect(sameContent(STATE, { ...STATE, resources: [STATE.resources[0]] })).toBe(false);
});
