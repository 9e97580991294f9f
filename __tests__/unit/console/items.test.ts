import { itemText, readItem } from "../../../console/item-text";
import { fromWire, toWire, type WireItem } from "../../../console/wire";

const PLAIN: [string, WireItem, unknown][] = [
  ["strings and numbers", { id: { S: "1" }, n: { N: "2.5" } }, { id: "1", n: 2.5 }],
  [
    "lists and maps",
    { id: { S: "1" }, m: { M: { l: { L: [{ NULL: true }, { BOOL: false }] } } } },
    { id: "1", m: { l: [null, false] } },
  ],
];

test.each(PLAIN)("%s are plain JSON, and are read back as they were", (_, item, plain) => {
  // Act
  const text = itemText(item);
  // Assess
  expect(JSON.parse(text)).toEqual(plain);
  expect(readItem(text)).toEqual(item);
});

test.each<[string, WireItem]>([
  ["a number with more digits than JavaScript keeps", { id: { N: "123456789012345678901234567890" } }],
  ["a set", { id: { S: "1" }, tags: { SS: ["a", "b"] } }],
  ["bytes", { id: { B: "AAEC" }, list: { L: [{ M: { b: { B: "/w==" } } }] }, set: { BS: ["AA=="] } }],
  ["an item that looks like DynamoDB's own format", { S: { M: { S: { S: "x" } } } }],
])("%s is in DynamoDB's own format, and is read back as it was", (_, item) => {
  // Act
  const text = itemText(item);
  // Assess
  expect(JSON.parse(text)).toEqual(item);
  expect(readItem(text)).toEqual(item);
});

test("bytes go to DynamoDB as bytes", () => {
  // Act
  const item = fromWire({ id: { B: "AAEC" } });
  // Assess
  expect(item).toEqual({ id: { B: Buffer.from([0, 1, 2]) } });
  expect(toWire(item)).toEqual({ id: { B: "AAEC" } });
});

test("what is not an item is refused", () => {
  expect(() => readItem("[1]")).toThrow("The item is not a JSON object.");
});
