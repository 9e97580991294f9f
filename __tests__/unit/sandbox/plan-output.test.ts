import { changesNothing } from "../../../sandbox/plan-output";

const VERSION = { type: "version", terraform: "1.11.4" };
const SUMMARY = { type: "change_summary", changes: { add: 0, change: 0, remove: 0, operation: "plan" } };
const SAME_OUTPUTS = { type: "outputs", outputs: { arn: { sensitive: false, action: "noop" } } };
const NEW_OUTPUT = { type: "outputs", outputs: { arn: { sensitive: false, action: "update" } } };
const planned = (action: string) => ({
  type: "planned_change",
  change: { resource: { addr: "a.b" }, action },
});

test.each([
  { name: "nothing to do", lines: [VERSION, SUMMARY, SAME_OUTPUTS], expected: true },
  { name: "a data source that is read later", lines: [planned("read"), SUMMARY], expected: true },
  { name: "a resource to create", lines: [planned("create"), SUMMARY], expected: false },
  { name: "a resource to replace", lines: [planned("replace"), SUMMARY], expected: false },
  { name: "an output that changes", lines: [SUMMARY, NEW_OUTPUT], expected: false },
  { name: "no summary", lines: [VERSION], expected: false },
])("$name: changes nothing is $expected", ({ lines, expected }) => {
  // Prepare
  const output = ["not JSON", ...lines.map((line) => JSON.stringify(line)), ""].join("\n");

  // Act
  const unchanged = changesNothing(output);

  // Assess
  expect(unchanged).toBe(expected);
});
