import { allStackNames, stackName, stackNames } from "../../../config/stack-names";
import { describeRules, linesOf, sampleConsumer, sampleSource } from "./sample";

test("stacks are named after their keys, unless their entries say otherwise", () => {
  // Prepare
  const environment = {
    sources: { changes: {}, orders: { stack: "source" } },
    consumers: { handler: { stack: "consumer", mappingStacks: 2 }, audit: {} },
  };

  // Act
  const names = stackNames(environment);

  // Assess
  expect(names).toEqual({
    sources: { changes: "source-changes", orders: "source" },
    consumers: { handler: "consumer", audit: "consumer-audit" },
    mappings: { handler: ["consumer-mappings-1", "consumer-mappings-2"], audit: [] },
  });
  expect(allStackNames(names)).toEqual([
    "source-changes",
    "source",
    "consumer",
    "consumer-audit",
    "consumer-mappings-1",
    "consumer-mappings-2",
  ]);
});

test.each([
  { kind: "source" as const, entry: {}, name: "source-orders" },
  { kind: "consumer" as const, entry: {}, name: "consumer-orders" },
  { kind: "source" as const, entry: { stack: "tables" }, name: "tables" },
  { kind: "source" as const, entry: undefined, name: "source-orders" },
])("the stack of the $kind orders, given $entry, is $name", ({ kind, entry, name }) => {
  // Prepare: the entry

  // Act
  const named = stackName(kind, "orders", entry);

  // Assess
  expect(named).toBe(name);
});

const OTHER_SOURCE = sampleSource({ tableName: "Other", readers: [] });

describeRules("names of stacks", [
  {
    rule: "lower-case letters, digits and hyphens",
    passing: { "sources.changes.stack": `t${"9-".repeat(35)}x` },
    failing: { "sources.changes.stack": "Tables_1" },
    lines: [
      'sources.changes.stack: "Tables_1" is not a valid value here. Use at most 72 lower-case letters, digits and hyphens, starting with a letter.',
    ],
  },
  {
    rule: "at most 72 characters",
    passing: { "consumers.handler.stack": "c".repeat(72) },
    failing: { "consumers.handler.stack": "c".repeat(73) },
    lines: [
      `consumers.handler.stack: "${"c".repeat(73)}" is not a valid value here. Use at most 72 lower-case letters, digits and hyphens, starting with a letter.`,
    ],
  },
  {
    rule: "no name of a mapping stack for another stack",
    passing: {
      "consumers.handler.mappingStacks": 1,
      "sources.other": { ...OTHER_SOURCE, stack: "consumer-mappings-2" },
    },
    failing: {
      "consumers.handler.mappingStacks": 2,
      "sources.other": { ...OTHER_SOURCE, stack: "consumer-mappings-2" },
    },
    lines: [
      'consumers.handler.mappingStacks: the stack "consumer-mappings-2" is already that of sources.other. Give this entry another name with `stack`.',
    ],
  },
  {
    rule: "a name for each of the sources",
    passing: { "sources.other": OTHER_SOURCE },
    failing: { "sources.other": { ...OTHER_SOURCE, stack: "source" } },
    lines: [
      'sources.other.stack: the stack "source" is already that of sources.changes. Give this entry another name with `stack`.',
    ],
  },
  {
    rule: "a source and a consumer have different names",
    passing: { "sources.changes.stack": "orders-table", "consumers.handler.stack": "orders-handler" },
    failing: { "sources.changes.stack": "orders", "consumers.handler.stack": "orders" },
    lines: [
      'consumers.handler.stack: the stack "orders" is already that of sources.changes. Give this entry another name with `stack`.',
    ],
  },
  {
    rule: "names from keys count, too",
    passing: {
      "sources.changes.stack": "source-others",
      "sources.other": OTHER_SOURCE,
    },
    failing: {
      "sources.changes.stack": "source-other",
      "sources.other": OTHER_SOURCE,
    },
    lines: [
      'sources.other: the stack "source-other" is already that of sources.changes. Give this entry another name with `stack`.',
    ],
  },
]);

test("a malformed name is one problem, and collides with nothing", () => {
  // Prepare
  const edits = {
    "sources.changes.stack": "Not A Name",
    "consumers.audit": sampleConsumer("audit", { stack: "Not A Name" }),
    "sources.changes.readers": [{ consumer: "handler" }, { consumer: "audit" }],
  };

  // Act
  const lines = linesOf(edits);

  // Assess
  const remedy = "Use at most 72 lower-case letters, digits and hyphens, starting with a letter.";
  expect(lines).toEqual([
    `sources.changes.stack: "Not A Name" is not a valid value here. ${remedy}`,
    `consumers.audit.stack: "Not A Name" is not a valid value here. ${remedy}`,
  ]);
});
