import { anyOf, parsePattern } from "../../src/filtering/filter-pattern";

const RECORD = {
  eventName: "INSERT",
  userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
  dynamodb: {
    SizeBytes: 70,
    Keys: { id: { S: "order-1" } },
    NewImage: {
      id: { S: "order-1" },
      state: { S: "FL" },
      note: { S: "" },
      gone: { NULL: true },
      total: { N: "101" },
      tags: { L: [{ S: "red" }, { S: "blue" }] },
      sizes: { SS: ["m", "xl"] },
    },
  },
};
const image = (attribute: string, test: unknown) => ({ dynamodb: { NewImage: { [attribute]: test } } });

const matching: [string, unknown][] = [
  ["equality", image("state", { S: ["FL"] })],
  ["one of several", image("state", { S: ["NY", "FL"] })],
  ["empty text", image("note", { S: [""] })],
  ["a boolean", image("gone", { NULL: [true] })],
  ["prefix", image("id", { S: [{ prefix: "order-" }] })],
  ["suffix", image("id", { S: [{ suffix: "-1" }] })],
  ["equality ignoring case", image("state", { S: [{ "equals-ignore-case": "fl" }] })],
  ["anything but a text", image("state", { S: [{ "anything-but": "NY" }] })],
  ["anything but several", image("state", { S: [{ "anything-but": ["NY", "TX"] }] })],
  ["anything but a prefix", image("id", { S: [{ "anything-but": { prefix: "user-" } }] })],
  ["anything but a suffix", image("id", { S: [{ "anything-but": { suffix: "-2" } }] })],
  ["a single comparison", { dynamodb: { SizeBytes: [{ numeric: ["=", 70] }] } }],
  ["a leaf that is there", image("state", { S: [{ exists: true }] })],
  ["a leaf that is not there", image("city", { S: [{ exists: false }] })],
  ["a numeric range of a number on the wire", { dynamodb: { SizeBytes: [{ numeric: [">", 0, "<=", 70] }] } }],
  ["a number written as text", image("total", { N: ["101"] })],
  ["an element of a set", image("sizes", { SS: ["xl"] })],
  ["an element of a list", image("tags", { L: { S: ["blue"] } })],
  ["the event's name", { eventName: ["INSERT", "MODIFY"] }],
  ["an expiry by TTL", { userIdentity: { type: ["Service"], principalId: ["dynamodb.amazonaws.com"] } }],
  ["$or", { $or: [{ eventName: ["REMOVE"] }, image("state", { S: ["FL"] })] }],
  ["all of several keys", { eventName: ["INSERT"], ...image("state", { S: ["FL"] }) }],
];

test.each(matching)("%s lets the record pass", (_, pattern) => {
  expect(parsePattern(JSON.stringify(pattern))?.(RECORD)).toBe(true);
});

const failing: [string, unknown][] = [
  ["another text", image("state", { S: ["NY"] })],
  ["the same text in another case", image("state", { S: ["fl"] })],
  ["another prefix", image("id", { S: [{ prefix: "user-" }] })],
  ["another suffix", image("id", { S: [{ suffix: "-2" }] })],
  ["a numeric range that ends below", { dynamodb: { SizeBytes: [{ numeric: [">", 0, "<", 70] }] } }],
  ["anything but the prefix that it has", image("id", { S: [{ "anything-but": { prefix: "order-" } }] })],
  ["anything but what it is", image("state", { S: [{ "anything-but": ["FL"] }] })],
  ["anything but, of a leaf that is not there", image("city", { S: [{ "anything-but": ["FL"] }] })],
  ["null, of a leaf that is not there", image("city", { S: [null] })],
  ["a numeric range of a DynamoDB number, which is a text", image("total", { N: [{ numeric: [">", 100] }] })],
  ["exists, of an object", { dynamodb: { NewImage: [{ exists: true }] } }],
  ["a missing leaf", image("city", { S: [{ exists: true }] })],
  ["one of several keys", { eventName: ["REMOVE"], ...image("state", { S: ["FL"] }) }],
  ["$or without a match", { $or: [{ eventName: ["REMOVE"] }, { eventName: ["MODIFY"] }] }],
];

test.each(failing)("%s holds the record back", (_, pattern) => {
  expect(parsePattern(JSON.stringify(pattern))?.(RECORD)).toBe(false);
});

const malformed: [string, string][] = [
  ["a bare text", "single-string"],
  ["broken JSON", '[{"eventName": ["INSERT"=123}]'],
  ["a JSON text", '"INSERT"'],
  ["a list", "[]"],
  ["an empty object", "{}"],
  ["a value outside of a list", '{"eventName":"INSERT"}'],
  ["an empty list of values", '{"eventName":[]}'],
  ["an unknown operator", '{"eventName":[{"contains":"I"}]}'],
  ["two operators in one", '{"eventName":[{"prefix":"I","suffix":"T"}]}'],
  ["a prefix that is no text", '{"eventName":[{"prefix":1}]}'],
  ["exists with a text", '{"eventName":[{"exists":"yes"}]}'],
  ["a numeric comparison with a text", '{"dynamodb":{"SizeBytes":[{"numeric":[">","1"]}]}}'],
  ["a numeric comparison without a bound", '{"dynamodb":{"SizeBytes":[{"numeric":[">"]}]}}'],
  ["anything but nothing", '{"eventName":[{"anything-but":[]}]}'],
  ["anything but a boolean", '{"eventName":[{"anything-but":true}]}'],
  ["anything but two affixes", '{"eventName":[{"anything-but":{"prefix":"I","suffix":"T"}}]}'],
  ["a numeric range from top to bottom", '{"dynamodb":{"SizeBytes":[{"numeric":["<",9,">",1]}]}}'],
  ["an empty numeric range", '{"dynamodb":{"SizeBytes":[{"numeric":[">",9,"<",1]}]}}'],
  ["a wildcard, which only EventBridge has", '{"eventName":[{"wildcard":"I*"}]}'],
  ["a prefix ignoring case, likewise", '{"eventName":[{"prefix":{"equals-ignore-case":"i"}}]}'],
  ["an operator that every object inherits", '{"eventName":[{"toString":"I"}]}'],
  ["$or without alternatives", '{"$or":[]}'],
  ["$or with one alternative", '{"$or":[{"eventName":["INSERT"]}]}'],
];

test.each(malformed)("%s is malformed", (_, pattern) => {
  expect(parsePattern(pattern)).toBeUndefined();
});

test("several filters are alternatives, and none lets everything pass", () => {
  // Prepare
  const removals = '{"eventName":["REMOVE"]}';
  const inserts = '{"eventName":["INSERT"]}';

  // Act, assess
  expect(anyOf([removals, inserts])(RECORD)).toBe(true);
  expect(anyOf([removals])(RECORD)).toBe(false);
  expect(anyOf([])(RECORD)).toBe(true);
});
