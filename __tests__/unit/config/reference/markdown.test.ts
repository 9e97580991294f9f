import { range } from "../../../../config/limit";
import { configurationMarkdown } from "../../../../config/reference/markdown";
import type { Node } from "../../../../config/reference/node";

const PAGE = { title: "Some quotas", url: "https://docs.example/quotas" };

const point: Node = {
  type: "object",
  properties: { x: { type: "number", description: "How far right." } },
  required: ["x"],
};

/** A file in which every kind of key occurs. */
const ROOT: Node = {
  description: "A drawing.",
  type: "object",
  properties: {
    title: { type: "string", description: "Text above | below." },
    size: {
      type: "integer",
      default: 5,
      description: "How large it is.",
      unit: "points",
      limit: range(1, 1000, "points", PAGE, "more on request"),
    },
    start: { ...point, description: "Where it starts.", examples: [{ x: 1 }] },
    end: { ...point, description: "Where it ends.", default: { x: 9 } },
    layers: {
      type: "object",
      additionalProperties: {
        type: "object",
        properties: {
          strokes: {
            type: "array",
            items: {
              type: "object",
              properties: { on: { type: "boolean", default: true, description: "Shown." } },
            },
            default: [],
            description: "Lines of the layer.",
          },
        },
      },
      description: "What it consists of.",
      examples: [{ sky: { strokes: [{ on: false }] } }],
    },
    paint: {
      oneOf: [
        {
          type: "object",
          properties: { type: { const: "none", type: "string", description: "Draws outlines only." } },
          required: ["type"],
          description: "No paint.",
          examples: [{ type: "none" }],
        },
        {
          type: "object",
          properties: {
            type: { const: "oil", type: "string", description: "Draws with oil." },
            tone: {
              type: "string",
              enum: ["warm", "cold"],
              ifAbsent: "as it comes",
              description: "Its tone.",
            },
          },
          required: ["type"],
          description: "Oil paint.",
        },
      ],
      description: "What fills it.",
    },
  },
  required: ["start"],
};

/** The text from one heading to the next. */
function sectionOf(markdown: string, heading: string): string[] {
  const lines = markdown.split("\n");
  const start = lines.indexOf(heading);
  expect(start).toBeGreaterThan(0);
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("#"));
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).filter((line) => line !== "");
}

test.each([
  {
    what: "plain keys, and links to the sections of the others",
    heading: "## Top-level keys",
    lines: [
      "## Top-level keys",
      "A drawing.",
      "| Key | Type | Default | Unit | Limit | What it does |",
      "| --- | --- | --- | --- | --- | --- |",
      "| `title` | string | none |  |  | Text above \\| below. |",
      "| `size` | whole number | `5` | points | 1 to 1,000; more on request ([Some quotas](https://docs.example/quotas)) | How large it is. |",
      "| `start` | [group](#start) | **required** |  |  | Where it starts. |",
      "| `end` | [group](#start) | `{ x: 9 }` |  |  | Where it ends. |",
      "| `layers` | [map](#layers) | none |  |  | What it consists of. |",
      "| `paint` | [group](#paint) | none |  |  | What fills it. |",
    ],
  },
  {
    what: "a group, its example, and no columns that would be empty",
    heading: "## `start`",
    lines: [
      "## `start`",
      "Where it starts.",
      "| Key | Type | Default | What it does |",
      "| --- | --- | --- | --- |",
      "| `x` | whole number | **required** | How far right. |",
      "```yaml",
      "start:",
      "  x: 1",
      "```",
    ],
  },
  {
    what: "a map",
    heading: "## `layers`",
    lines: [
      "## `layers`",
      "What it consists of.",
      "A map; each entry has these keys:",
      "| Key | Type | Default | What it does |",
      "| --- | --- | --- | --- |",
      "| `strokes` | [list](#layersnamestrokes) | none | Lines of the layer. |",
      "```yaml",
      "layers:",
      "  sky:",
      "    strokes:",
      "      - on: false",
      "```",
    ],
  },
  {
    what: "a list in a map",
    heading: "### `layers.<name>.strokes`",
    lines: [
      "### `layers.<name>.strokes`",
      "Lines of the layer.",
      "A list; each element has these keys:",
      "| Key | Type | Default | What it does |",
      "| --- | --- | --- | --- |",
      "| `on` | `true`, `false` | `true` | Shown. |",
    ],
  },
  {
    what: "alternatives",
    heading: "## `paint`",
    lines: [
      "## `paint`",
      "What fills it.",
      "**`type: none`** No paint.",
      "| Key | Type | Default | What it does |",
      "| --- | --- | --- | --- |",
      "| `type` | `none` | **required** | Draws outlines only. |",
      "```yaml",
      "paint:",
      "  type: none",
      "```",
      "**`type: oil`** Oil paint.",
      "| Key | Type | Default | What it does |",
      "| --- | --- | --- | --- |",
      "| `type` | `oil` | **required** | Draws with oil. |",
      "| `tone` | `warm`, `cold` | as it comes | Its tone. |",
    ],
  },
])("a section shows $what", ({ heading, lines }) => {
  // Prepare
  const root = ROOT;

  // Act
  const markdown = configurationMarkdown(root);

  // Assess
  expect(sectionOf(markdown, heading)).toEqual(lines);
});

test("the contents list every section once", () => {
  // Prepare
  const root = ROOT;

  // Act
  const markdown = configurationMarkdown(root);

  // Assess
  expect(sectionOf(markdown, "## Contents")).toEqual([
    "## Contents",
    "- [Top-level keys](#top-level-keys): A drawing.",
    "- [`start`](#start): Where it starts.",
    "- [`layers`](#layers): What it consists of.",
    "  - [`layers.<name>.strokes`](#layersnamestrokes)",
    "- [`paint`](#paint): What fills it.",
  ]);
});
