import { describeRules, linesOf, REMOVED, sampleConsumer, sampleSource } from "./sample";

const MAPPING = "consumers.handler.mappings[0]";
const READERS = "sources.changes.readers";

describeRules("what a file refers to", [
  {
    rule: "the account of a source is defined",
    passing: { "sources.changes.account": "source" },
    failing: { "sources.changes.account": "sorce" },
    lines: [
      'sources.changes.account: `accounts` has no "sorce". Did you mean source? Define it there, or use one of: source, consumer.',
    ],
  },
  {
    rule: "the account of a consumer is defined",
    passing: { "consumers.handler.account": "consumer" },
    failing: { "consumers.handler.account": "constructor" },
    lines: [
      'consumers.handler.account: `accounts` has no "constructor". Define it there, or use one of: source, consumer.',
    ],
  },
  {
    rule: "a reader is a consumer",
    passing: {},
    failing: { [`${READERS}.1`]: { consumer: "nobody" } },
    lines: [
      `${READERS}[1].consumer: \`consumers\` has no "nobody". Define it there, or use one of: handler.`,
    ],
  },
  {
    rule: "a mapping's source is defined",
    passing: {},
    failing: { "consumers.handler.mappings.1": { source: "changed" } },
    lines: [
      'consumers.handler.mappings[1].source: `sources` has no "changed". Did you mean changes? Define it there, or use one of: changes.',
    ],
  },
  {
    rule: "a mapping's source lets the consumer read",
    passing: {},
    failing: { [READERS]: [] },
    lines: [
      `${MAPPING}.source: sources.changes does not let handler read its stream. Add \`- consumer: handler\` to sources.changes.readers, or remove this mapping.`,
    ],
  },
  {
    rule: "a reader has a mapping",
    severity: "warning",
    passing: {
      "sources.other": sampleSource({ tableName: "Other" }),
      "consumers.handler.mappings.1": { source: "other" },
    },
    failing: { "sources.other": sampleSource({ tableName: "Other" }) },
    lines: [
      "sources.other.readers[0]: handler may read this stream, but has no mapping to it. Add a mapping to consumers.handler, or remove the reader.",
    ],
  },
  {
    rule: "a reader is listed once",
    passing: {},
    failing: { [`${READERS}.1`]: { consumer: "handler" } },
    lines: [`${READERS}[1]: handler is already a reader. Remove one of the two.`],
  },
  {
    rule: "a consumer maps a source once",
    passing: {},
    failing: { "consumers.handler.mappings.1": { source: "changes" } },
    lines: [
      "consumers.handler.mappings[1].source: mappings[0] already reads changes, and Lambda allows one mapping per stream and function. Combine the two (a record needs to match only one filter), or move the second to another consumer.",
    ],
  },
  {
    rule: "both are in one region",
    passing: { "consumers.handler.region": "us-east-1", "sources.changes.region": "us-east-1" },
    failing: { "consumers.handler.region": "us-east-1" },
    lines: [
      `${MAPPING}.source: the table is in eu-central-1 but the function is in us-east-1, and Lambda reads only streams of its own region. Set consumers.handler.region to eu-central-1, or read sources.changes from a consumer in that region.`,
    ],
  },
  {
    rule: "account IDs differ",
    severity: "warning",
    passing: {},
    failing: { "accounts.consumer.id": "111111111111" },
    lines: [
      "accounts.consumer.id: is also the ID of accounts.source. Check that it was not copied by mistake; an account needs only one entry.",
    ],
  },
]);

const threeReaders = {
  [READERS]: [{ consumer: "handler" }, { consumer: "second" }, { consumer: "third" }],
  "consumers.second": sampleConsumer("second"),
  "consumers.third": sampleConsumer("third"),
};

describeRules("readers of one stream", [
  {
    rule: "two mappings that are on",
    severity: "warning",
    passing: { ...threeReaders, "consumers.third.mappings": [{ source: "changes", enabled: false }] },
    failing: { ...threeReaders, "consumers.third.mappings": [{ source: "changes" }] },
    lines: [
      "sources.changes: 3 readers poll this stream (handler.mappings[0], second.mappings[0], third.mappings[0]), more than the 2 that DynamoDB serves without throttling. Let one consumer read the stream and pass the changes on by EventBridge, give each tenant a table of its own, or use Kinesis Data Streams for DynamoDB, which this project does not set up (prices: docs/scale.md#fan-out).",
    ],
  },
]);

describeRules("two ends", [
  {
    rule: "there is a consumer",
    passing: {},
    failing: { consumers: {}, [READERS]: [] },
    lines: [
      "consumers: has no entries. Add a function that reads the stream, or start from environments/minimal.yaml.",
    ],
  },
  {
    rule: "there is a source",
    passing: {},
    failing: { sources: {}, "consumers.handler": REMOVED },
    lines: [
      "sources: has no entries. Add a table whose stream is to be read, or start from environments/minimal.yaml.",
      "consumers: has no entries. Add a function that reads the stream, or start from environments/minimal.yaml.",
    ],
  },
]);

test("a malformed part does not hide what is wrong elsewhere", () => {
  // Prepare
  const edits = { "accounts.source.id": "1", [READERS]: REMOVED };

  // Act
  const lines = linesOf(edits);

  // Assess
  expect(lines).toEqual([
    'accounts.source.id: "1" is not a valid value here. Use exactly 12 digits, in quotes: YAML reads bare digits as a number and drops leading zeros.',
    `${MAPPING}.source: sources.changes does not let handler read its stream. Add \`- consumer: handler\` to sources.changes.readers, or remove this mapping.`,
  ]);
});

test("a malformed part raises no problems that only follow from it", () => {
  // Prepare
  const edits = { [READERS]: "handler", accounts: [] };

  // Act
  const lines = linesOf(edits);

  // Assess
  expect(lines).toEqual([
    "accounts: a list is not a valid value here. Use names and values, indented below.",
    `${READERS}: "handler" is not a valid value here. Use a list.`,
  ]);
});
