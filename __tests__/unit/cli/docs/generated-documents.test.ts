import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { generatedDocuments } from "../../../../cli/docs/generated-documents";
import { PROJECT_ROOT } from "../../../../config/paths";

const documents = generatedDocuments().map(({ file, text }) => ({
  file: relative(PROJECT_ROOT, file),
  text,
}));

test("these documents are generated", () => {
  // Act
  const files = documents.map(({ file }) => file);

  // Assess
  expect(files).toEqual([
    "environments/environment.schema.json",
    "docs/configuration.md",
    "docs/changes.md",
    "docs/guards.md",
    "docs/plan-review.md",
    "docs/assumptions.md",
    "docs/images/dashboard.svg",
    "docs/images/usage.svg",
    "docs/dashboard.md",
    "docs/architecture.md",
  ]);
});

test.each(documents)("$file is up to date; if not, run `npm run docs`", ({ file, text }) => {
  // Act
  const current = readFileSync(`${PROJECT_ROOT}/${file}`, "utf8");

  // Assess
  expect(current).toBe(text);
});
