import { stringify } from "yaml";
import { defaultCell, headingOf, limitCell, linkTo, typeCell, unitCell } from "./cells";
import type { Container, Node } from "./node";
import { type Row, type Section, sectionsOf, type Variant } from "./sections";

const INTRODUCTION = `<!-- Generated from config/schemas by \`npm run docs\`. Do not edit. -->
# Configuration reference

An environment is one YAML file in \`environments/\`; \`npm run init -- NAME\` asks for accounts, region, table and
backend and writes a new one. [minimal.yaml](../environments/minimal.yaml) is the shortest
complete one, [example.yaml](../environments/example.yaml) explains the most common settings, and this page lists all
of them. Editors with YAML support complete and check the keys as you type, because the first line of each file names
the [JSON Schema](../environments/environment.schema.json). An unknown key is an error, and all errors of a file are
reported at once; if the file is not valid YAML, the first mistake is.

- A **group** has the keys that its section lists. A **map** has entries by names of your choice, each with those
  keys; names have at most 63 lower-case letters, digits and hyphens, and start with a letter. A **list** has
  elements with those keys.
- \`<name>\` in a heading stands for such a name of your choice.
- Limits are AWS's, with a link to where AWS documents them, unless they are marked as set by this project.
`;

/** The text of docs/configuration.md. */
export function configurationMarkdown(root: Node): string {
  const sections = sectionsOf(root);
  return [INTRODUCTION, contents(sections), ...sections.map(sectionText)].join("\n");
}

function contents(sections: readonly Section[]): string {
  const lines = sections.map(({ path, keys, node }) => {
    const summary = keys.length > 1 ? "" : `: ${node.description}`;
    return `${"  ".repeat(Math.max(keys.length - 1, 0))}- ${linkTo(path)}${summary}`;
  });
  return ["## Contents", ...lines, ""].join("\n");
}

function sectionText(section: Section): string {
  const { path, keys, container, node, variants } = section;
  const heading = "#".repeat(Math.min(Math.max(keys.length, 1) + 1, 5));
  return [
    `${heading} ${headingOf(path)}`,
    `${node.description}`,
    "",
    ...variants.flatMap((variant) => [
      ...(variants.length === 1 ? CONTAINERS[container] : variantTitle(variant)),
      ...table(variant.rows),
      ...examples(keys.at(-1), variants.length === 1 ? node.examples : variant.node.examples),
    ]),
  ].join("\n");
}

const CONTAINERS: Readonly<Record<Container, readonly string[]>> = {
  group: [],
  map: ["A map; each entry has these keys:", ""],
  list: ["A list; each element has these keys:", ""],
};

/** Names an alternative by the key that selects it. */
function variantTitle({ node, rows }: Variant): readonly string[] {
  const selector = rows.find(({ node: { const: only } }) => only !== undefined);
  return [`**\`${selector?.key}: ${selector?.node.const}\`** ${node.description}`, ""];
}

const COLUMNS: readonly { readonly title: string; readonly cell: (row: Row) => string }[] = [
  { title: "Key", cell: ({ key }) => `\`${key}\`` },
  { title: "Type", cell: typeCell },
  { title: "Default", cell: defaultCell },
  { title: "Unit", cell: unitCell },
  { title: "Limit", cell: limitCell },
  { title: "What it does", cell: ({ node }) => node.description ?? "" },
];

/** A table of keys, without the columns that would be empty. */
function table(rows: readonly Row[]): string[] {
  const columns = COLUMNS.filter(({ cell }) => rows.some((row) => cell(row) !== ""));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(columns.map(({ cell }) => cell(row).replaceAll("|", "\\|")))),
    "",
  ];
}

function examples(key: string | undefined, values: readonly unknown[] = []): string[] {
  if (key === undefined) return [];
  return values.flatMap((value) => ["```yaml", stringify({ [key]: value }).trimEnd(), "```", ""]);
}
