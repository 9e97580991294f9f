import Ajv from "ajv";
import { BATCH_SIZE, READER_ITEMS } from "../../../../config/limits";
import { generatedFiles } from "../../../../config/reference/generated-files";
import { environmentNode, type Node } from "../../../../config/reference/node";
import { type Row, type Section, sectionsOf } from "../../../../config/reference/sections";

const sections = sectionsOf(environmentNode());
const rows: [path: string, row: Row][] = sections.flatMap(({ path, variants }) =>
  variants.flatMap((variant) =>
    variant.rows.map((row): [string, Row] => [path === "" ? row.key : `${path}.${row.key}`, row]),
  ),
);

test.each(rows)("%s says in a sentence what it does", (_, { node }) => {
  // Prepare
  const { description = "" } = node;

  // Act
  const words = description.split(/\s+/);

  // Assess
  expect(description).toMatch(/^[A-Z].*\.$/);
  expect(words.length).toBeGreaterThanOrEqual(3);
});

/** Examples of a section, each with the node that it must fit. */
function examplesOf({ node, variants }: Section): [Node, unknown][] {
  return [node, ...variants.map((variant) => variant.node)].flatMap((one) =>
    (one.examples ?? []).map((example): [Node, unknown] => [one, example]),
  );
}

test.each(
  sections.filter(({ path }) => path !== "").map((section): [string, Section] => [section.path, section]),
)("%s has an example that fits the schema", (_, section) => {
  // Prepare
  const examples = examplesOf(section);

  // Act
  const errors = examples.map(([node, example]) => {
    const validate = new Ajv({ strict: false }).compile(node);
    return validate(example) ? null : validate.errors;
  });

  // Assess
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.filter((error) => error !== null)).toEqual([]);
});

function textOf(extension: string): string {
  return generatedFiles().find(({ file }) => file.endsWith(extension))?.text ?? "";
}

test("every link within the reference leads to one of its headings", () => {
  // Prepare
  const markdown = textOf(".md");

  // Act
  const anchors = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
  const links = [...markdown.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = ""]) => anchor);

  // Assess
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(links.length).toBeGreaterThan(sections.length);
  expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
});

test("every section says what it is about", () => {
  // Act
  const silent = sections.filter(({ node }) => !node.description).map(({ path }) => path);

  // Assess
  expect(sections.length).toBeGreaterThan(20);
  expect(silent).toEqual([]);
});

test("limits and their sources come from config/limits.ts", () => {
  // Prepare
  const { page } = BATCH_SIZE;

  // Act
  const markdown = textOf(".md");

  // Assess
  expect(markdown).toContain(`| records | 1 to 10,000 ([${page?.title}](${page?.url})) |`);
  expect(READER_ITEMS.page).toBeUndefined();
  expect(markdown).toContain("| items | 1 to 100,000 (set by this project) |");
});

test("the JSON Schema has what editors show, and no keyword that they do not know", () => {
  // Prepare
  const text = textOf(".json");

  // Act
  const { properties } = JSON.parse(text);
  const { function: fn, failureBucketName } = properties.consumers.additionalProperties.properties;

  // Assess
  expect(fn.properties.timeout).toEqual({
    default: 60,
    type: "integer",
    minimum: 1,
    maximum: 900,
    description: "How long one invocation may run before Lambda stops it. Unit: seconds. Limit: 1 to 900.",
  });
  expect(failureBucketName.description).toBe(
    "Name of the S3 bucket for batches that could not be processed. Limit: 3 to 63 characters. If absent: `<function>-failures-<account ID>-<region>`.",
  );
  expect(text).not.toMatch(/"(unit|limit|page|ifAbsent)": /);
});
