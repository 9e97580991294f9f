import { ageText } from "../../../status/report/age";
import { tableLines } from "../../../status/report/table";

test.each([
  [0, "0 seconds"],
  [-5, "0 seconds"],
  [1_000, "1 second"],
  [59_999, "59 seconds"],
  [60_000, "1 minute"],
  [7_200_000, "2 hours"],
  [86_400_000, "1 day"],
  [200_000_000, "2 days"],
])("%i ms is %s", (ms, text) => {
  expect(ageText(ms)).toBe(text);
});

test("columns are as wide as their widest text, and no line ends with blanks", () => {
  expect(
    tableLines([
      ["a", "bb", "c"],
      ["long", "b", ""],
    ]),
  ).toEqual(["a     bb  c", "long  b"]);
});
