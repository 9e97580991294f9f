import { runInNewContext } from "node:vm";
import { reasonOf } from "../../../errors/reason-of";

test.each([
  ["an error", new TypeError("no"), "no"],
  ["an error of another realm", runInNewContext("new Error('no')"), "no"],
  ["a text", "no", "no"],
  ["nothing", undefined, "undefined"],
])("the reason of %s", (_, thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason);
});
