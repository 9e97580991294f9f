import { describeRules } from "./sample";

const KEY = "sources.changes.smokeTest.key";
const SORTED = { "sources.changes.sortKey": { name: "at", type: "N" } };

describeRules("where a smoke test may put its item", [
  {
    rule: "the key is the table's",
    passing: { ...SORTED, [KEY]: { id: "smoke", at: 0 } },
    failing: { ...SORTED, [KEY]: { id: "smoke", name: "x" } },
    lines: [
      "sources.changes.smokeTest.key.name: is not an attribute of the table's key. Give a value for id and at, and nothing else.",
      "sources.changes.smokeTest.key: has no value for at. Add one: an item needs its whole key.",
    ],
  },
  {
    rule: "a text is no number",
    passing: { "sources.changes.partitionKey.type": "N", [KEY]: { id: 7 } },
    failing: { "sources.changes.partitionKey.type": "N", [KEY]: { id: "7" } },
    lines: ["sources.changes.smokeTest.key.id: is not a value of type N. Use a number."],
  },
  {
    rule: "a number is no text",
    passing: { [KEY]: { id: "7" } },
    failing: { [KEY]: { id: 7 } },
    lines: [
      "sources.changes.smokeTest.key.id: is not a value of type S. Write it in quotes, so that it is a text.",
    ],
  },
  {
    rule: "a binary value is Base64",
    passing: { "sources.changes.partitionKey.type": "B", [KEY]: { id: "c21va2U=" } },
    failing: { "sources.changes.partitionKey.type": "B", [KEY]: { id: "smoke!" } },
    lines: ["sources.changes.smokeTest.key.id: is not a value of type B. Use Base64."],
  },
  {
    rule: "a stream of keys alone shows no mark",
    passing: { [KEY]: { id: "smoke" }, "sources.changes.streamViewType": "OLD_IMAGE" },
    failing: { [KEY]: { id: "smoke" }, "sources.changes.streamViewType": "KEYS_ONLY" },
    lines: [
      "sources.changes.smokeTest: the stream carries nothing but keys (streamViewType), so no function can tell which " +
        "test an item is from. Remove smokeTest, or use another streamViewType.",
    ],
  },
  {
    rule: "the mark is not part of the key",
    passing: { "sources.changes.partitionKey.name": "smoke", [KEY]: { smoke: "test" } },
    failing: { "sources.changes.partitionKey.name": "smokeTest", [KEY]: { smokeTest: "test" } },
    lines: [
      "sources.changes.smokeTest: marks its item with the attribute smokeTest, which is part of this table's key. " +
        "Remove smokeTest: this table cannot be tested.",
    ],
  },
  {
    rule: "the function logs what it handled",
    passing: { [KEY]: { id: "smoke" }, "consumers.handler.function.logLevel": "DEBUG" },
    failing: { [KEY]: { id: "smoke" }, "consumers.handler.function.logLevel": "WARN" },
    severity: "warning",
    lines: [
      "sources.changes.smokeTest: the function of handler logs only from WARN on, so the test never learns that it " +
        "handled the item. Set logLevel of handler to INFO, or remove smokeTest.",
    ],
  },
]);
