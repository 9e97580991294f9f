import fc from "fast-check";
import {
  bytesOf,
  type Change,
  countedOf,
  decimalText,
  thousandthsOf,
} from "../../../../cli/demo/many/changes";

test("changes are counted by their kind, and the amounts after them added up exactly", () => {
  // Prepare
  const changes: Change[] = [
    { kind: "INSERT", id: "a", thousandths: 1_100 },
    { kind: "MODIFY", id: "a", thousandths: 2_203 },
    { kind: "INSERT", id: "b", thousandths: 697 },
    { kind: "REMOVE", id: "a" },
  ];

  // Act
  const counted = countedOf(changes);

  // Assess
  expect(counted).toEqual({ inserts: 2, modifies: 1, removes: 1, amount: "4" });
});

test("sizes are added up", () => {
  // Prepare
  const changes = [26, 59, 38].map((bytes) => ({ kind: "MODIFY", id: "a", bytes }) as const);

  // Act
  const bytes = bytesOf(changes);

  // Assess
  expect(bytes).toBe(123);
});

test("nothing was written: all is zero", () => {
  // Act
  const counted = [countedOf([]), bytesOf([])];

  // Assess
  expect(counted).toEqual([{ inserts: 0, modifies: 0, removes: 0, amount: "0" }, 0]);
});

test.each([
  [0, "0"],
  [5, "0.005"],
  [120, "0.12"],
  [1_000, "1"],
  [10_000, "10"],
  [1_234_500, "1234.5"],
])("%d thousandths are %s", (thousandths, text) => {
  // Act
  const found = decimalText(thousandths);

  // Assess
  expect(found).toBe(text);
});

test("a text says how many thousandths it stands for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (thousandths) => {
      expect(thousandthsOf(decimalText(thousandths))).toBe(thousandths);
    }),
  );
});
