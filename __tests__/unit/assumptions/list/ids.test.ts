import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isTried } from "../../../../assumptions/assumption";
import { ASSUMPTIONS, ORDER } from "../../../../assumptions/list";
import { PROJECT_ROOT } from "../../../../config/paths";

const IDS = ASSUMPTIONS.map(({ id }) => id);

test("the document has the assumptions of the list, no more and no fewer", () => {
  // Prepare
  const document = readFileSync(join(PROJECT_ROOT, "docs/assumptions.md"), "utf8");
  // Act
  const documented = [...document.matchAll(/^\| (A\d+) \|/gm)].map(([, id]) => id);
  // Assess
  expect(documented).toEqual(IDS);
  expect(new Set(IDS).size).toBe(IDS.length);
});

test("everything that is tried has its place in the order of trying, and nothing else has", () => {
  expect([...ORDER].sort()).toEqual(
    ASSUMPTIONS.filter(isTried)
      .map(({ id }) => id)
      .sort(),
  );
});

test("what is not tried says why", () => {
  // Act
  const untried = ASSUMPTIONS.filter((assumption) => !isTried(assumption));
  // Assess
  expect(untried.map(({ id }) => id)).toEqual(["A11", "A12", "A13", "A14", "A15"]);
  expect(untried.every(({ trial }) => typeof trial === "string" && trial.length > 20)).toBe(true);
});

test("no cell of the table can be broken by its text", () => {
  // Act
  const texts = ASSUMPTIONS.flatMap(({ assumed, matters, byHand, trial }) => [
    assumed,
    matters,
    byHand,
    typeof trial === "string" ? trial : trial.does,
  ]);
  // Assess
  expect(texts.filter((text) => /[|\n]/.test(text))).toEqual([]);
});
