import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import { type RecordContent, recordSize } from "../../../replay/record-size";

interface Event {
  readonly Records: readonly { readonly dynamodb: RecordContent & { readonly SizeBytes: number } }[];
}

function eventIn(file: string): Event {
  return JSON.parse(readFileSync(join(PROJECT_ROOT, file), "utf8"));
}

const KEY = { Id: { N: "101" } };
const BEFORE = { Message: { S: "New item!" }, ...KEY };
const AFTER = { Message: { S: "This item has changed" }, ...KEY };

// The example of https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-example.html
test.each<[string, RecordContent, number]>([
  ["inserted", { Keys: KEY, NewImage: BEFORE }, 26],
  ["modified", { Keys: KEY, OldImage: BEFORE, NewImage: AFTER }, 59],
  ["removed", { Keys: KEY, OldImage: AFTER }, 38],
])("the documentation's item that was %s has the size that is documented", (_, record, size) => {
  // Act
  const found = recordSize(record);

  // Assess
  expect(found).toBe(size);
});

test.each([
  ["recorded from AWS", "__tests__/fixtures/recorded-event.json"],
  ["to try the function with", "events/stream.json"],
  ["to try the meter with", "events/window.json"],
])("each record of the event %s has its size", (_, file) => {
  // Prepare
  const records = eventIn(file).Records.map(({ dynamodb }) => dynamodb);

  // Act
  const sizes = records.map(recordSize);

  // Assess
  expect(sizes).toEqual(records.map(({ SizeBytes }) => SizeBytes));
});

test.each<[string, unknown, number]>([
  ["text, in UTF-8", { S: "né" }, 3],
  ["an empty text", { S: "" }, 0],
  ["binary data, without its base64", { B: "AQID" }, 3],
  ["a number of one digit", { N: "7" }, 2],
  ["a number of three digits", { N: "-1.25" }, 3],
  ["a number that begins and ends with zeros", { N: "0.00120" }, 2],
  ["a number that is written with an exponent", { N: "1.2E+30" }, 2],
  ["zero", { N: "0" }, 1],
  ["true", { BOOL: true }, 1],
  ["null", { NULL: true }, 1],
  ["a set of texts", { SS: ["a", "bc"] }, 3],
  ["a set of numbers", { NS: ["1", "234"] }, 5],
  ["a set of binary data", { BS: ["AQ==", "AQI="] }, 3],
  ["an empty list", { L: [] }, 3],
  ["a list", { L: [{ S: "ab" }, { BOOL: false }] }, 8],
  ["a map", { M: { name: { S: "ab" }, inner: { M: {} } } }, 19],
])("%s", (_, value, size) => {
  // Act
  const found = recordSize({ Keys: {}, NewImage: { k: value } });

  // Assess: the name of the attribute takes one byte.
  expect(found).toBe(1 + size);
});
