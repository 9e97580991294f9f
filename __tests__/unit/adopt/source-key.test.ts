import { sourceKeyNotes } from "../../../adopt/source-key";

test("there is nothing to say about a new key; an entry with the key of another takes its place", () => {
  expect(sourceKeyNotes("orders-2", ["orders"])).toEqual([]);
  expect(sourceKeyNotes("orders", ["orders"])).toEqual([
    "The environment file has a source orders: this entry takes its place.",
  ]);
});

test("what cannot be a key is refused", () => {
  expect(() => sourceKeyNotes("Orders!", [])).toThrow('"Orders!" cannot be a key of `sources`');
});
