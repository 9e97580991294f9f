import { describeRules, linesOf, REMOVED, sampleConsumer, sampleSource } from "./sample";

const MAPPING = "consumers.handler.mappings[0]";
const READERS = "sources.changes.readers";

describeRules("what a file refers to", [
  {
    rule: "the account of a source is defined",
    passing: { "sources.changes.account": "source" },
    failing: { "sources.changes.account": "sorce" },
    lines: [
      'sources.changes.account: `accounts` has no "sorce". Did you mean source? Define it there, or give one of: source, consumer.',
    ],
  },
  {
    rule: "the account of a consumer is defined",
    passing: { "consumers.handler.account": "consumer" },
    failing: { "consumers.handler.account": "constructor" },
    lines: [
      'consumers.handler.account: `accounts` has no "constructor". Define it there, or give one of: source, consumer.',
    ],
  },
  {
    rule: "a reader is a consumer",
    passing: {},
    failing: { [`${READERS}.1`]: { consumer: "nobody" } },
    lines: [
      `${READERS}[1].consumer: \`consumers\` has no "nobody". Define it there, or give one of: handler.`,
    ],
  },
  {
    rule: "a mapping's source is defined",
    passing: {},
    failing: { "consumers.handler.mappings.1": { source: "changed" } },
    lines: [
      'consumers.handler.mappings[1].source: `sources` has no "changed". Did you mean changes? Define it there, or give one of: changes.',
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
    lines: [`${READERS}[1]: handler is a reader already. Remove one of the two.`],
  },
  {
    rule: "a consumer maps a source once",
    passing: {},
    failing: { "consumers.handler.mappings.1": { source: "changes" } },
    lines: [
      "consumers.handler.mappings[1].source: mappings[0] reads changes already, and Lambda refuses the same stream twice for one function. Join the two (filters are alternatives to each other), or give the second a consumer of its own.",
    ],
  },
  {
    rule: "both are in one region",
    passing: { "consumers.handler.region": "us-east-1", "sources.changes.region": "us-east-1" },
    failing: { "consumers.handler.region": "us-east-1" },
    lines: [
      `${MAPPING}.source: the table is in eu-central-1, the function in us-east-1, and Lambda reads streams of its own region only. Give consumers.handler the region eu-central-1, or let another consumer there read sources.changes.`,
    ],
  },
  {
    rule: "account IDs differ",
    severity: "warning",
    passing: {},
    failing: { "accounts.consumer.id": "111111111111" },
    lines: [
      "accounts.consumer.id: is the ID of accounts.source, too. Check that it is not a copy; one account needs one entry only.",
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
      "sources.changes: 3 mappings read this stream (handler.mappings[0], second.mappings[0], third.mappings[0]), more than the 2 that DynamoDB serves without throttling. Let one consumer read it and pass the changes on.",
    ],
  },
]);

describeRules("two ends", [
  {
    rule: "there is a consumer",
    passing: {},
    failing: { consumers: {}, [READERS]: [] },
    lines: [
      "consumers: has no entry. Add a function that reads the stream, or copy environments/example.yaml.",
    ],
  },
  {
    rule: "there is a source",
    passing: {},
    failing: { sources: {}, "consumers.handler": REMOVED },
    lines: [
      "sources: has no entry. Add a table whose stream is to be read, or copy environments/example.yaml.",
      "consumers: has no entry. Add a function that reads the stream, or copy environments/example.yaml.",
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
    'accounts.source.id: "1" is not a valid value here. Give exactly 12 digits, in quotes: YAML reads bare digits as a number and drops leading zeros.',
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
    "accounts: a list is not a valid value here. Give names and values, indented below.",
    `${READERS}: "handler" is not a valid value here. Give a list.`,
  ]);
});
