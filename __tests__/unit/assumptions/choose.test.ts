import { chooseAssumptions, triedOnes } from "../../../assumptions/choose";
import { estimatedMinutes, pairsOf } from "../../../assumptions/estimate";

const chosen = (...ids: string[]) => triedOnes(chooseAssumptions(ids));

test("assumptions come in the order of the list", () => {
  expect(chooseAssumptions(["A4", "A1"]).map(({ id }) => id)).toEqual(["A1", "A4"]);
});

test("every unknown ID is named at once", () => {
  expect(() => chooseAssumptions(["A1", "A9", "B1"])).toThrow(
    "docs/assumptions.md has no A9, B1.\nUse IDs of A1, A2, A3, A4, A5, A6, A7, A8, A10, A11, A12, A13, A14, A15.",
  );
});

test("without a choice, all are taken", () => {
  expect(chooseAssumptions()).toHaveLength(14);
});

test("trials of one incident take its time once", () => {
  expect(estimatedMinutes(chosen("A6"))).toBe(21);
  expect(estimatedMinutes(chosen("A6", "A7", "A8", "A10"))).toBe(21);
  expect(estimatedMinutes(chosen("A1", "A6"))).toBe(24);
});

test("only the pairs that are needed are deployed", () => {
  expect(pairsOf(chosen("A1", "A5"))).toEqual(["plain"]);
  expect(pairsOf(chosen("A1", "A4"))).toEqual(["plain", "kms"]);
});

test("a choice of which nothing is tried says why", () => {
  expect(() => chosen("A11", "A13")).toThrow(
    /^Nothing to try; .*:\n {2}A11: the answer depends .*\n {2}A13: DynamoDB alone decides /,
  );
  expect(chosen("A1", "A11").map(({ id }) => id)).toEqual(["A1"]);
});
