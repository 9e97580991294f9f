import type { Cell } from "../../../access/matrix";
import { matrixJson } from "../../../access/report/json";
import { matrixMarkdown } from "../../../access/report/markdown";
import { summaryText } from "../../../access/report/summary";
import { matrixText } from "../../../access/report/text";

const cell: Cell = {
  principal: "reader",
  resource: "stream",
  action: "GetRecords",
  decision: "allow",
  expected: "allow",
  because: "allowed by Reads (policy)",
};
const MATRIX = {
  cells: [
    cell,
    { ...cell, action: "DescribeStream" },
    { ...cell, principal: "stranger", expected: "deny" as const },
  ],
  notes: ["a key; only --deployed can judge it"],
  hypotheses: [{ label: "stranger", sentence: "Stands for everybody else" }],
};

test("text: rows, columns, a mark at what differs, and reasons by number", () => {
  // Prepare
  const matrix = MATRIX;

  // Act
  const text = matrixText(matrix);

  // Assess
  expect(text.split("\n")).toEqual([
    "stream",
    "            GetRecords  DescribeStream",
    "  reader    allow [1]   allow [1]",
    "  stranger  allow! [1]",
    "",
    "Decided by:",
    "  [1] allowed by Reads (policy)",
    "",
    "Made up:",
    "  stranger: Stands for everybody else.",
    "",
    "Not judged:",
    "  a key; only --deployed can judge it",
  ]);
});

test("summary: what is allowed to others than administrators, and how much was denied", () => {
  // Prepare
  const denied: Cell = { ...cell, action: "PutItem", decision: "deny", expected: "deny" };
  const role = { ...cell, resource: "role", action: "AssumeRole" };
  const cells = [
    cell,
    { ...cell, action: "DescribeStream" },
    role,
    { ...role, action: "AssumeRole without external ID" },
    { ...cell, resource: "stream, if it were open", hypothetical: true },
    { ...cell, principal: "deploy role", administrator: true },
    denied,
    { ...denied, hypothetical: true },
    { ...denied, administrator: true },
    { ...denied, administrator: true, hypothetical: true },
  ];

  // Act
  const text = summaryText({ cells, notes: ["a key; only --deployed can judge it"], hypotheses: [] });

  // Assess
  expect(text.split("\n")).toEqual([
    "Who may do what, administrators aside:",
    "  reader",
    "    stream  GetRecords, DescribeStream",
    "    role    AssumeRole",
    "",
    "Asked, and denied:",
    "  1  to functions and access roles, on resources of these stacks",
    "  1  to functions and access roles, on resources or policies that are made up",
    "  2  to administrators, of these accounts and of others",
    "",
    "Not judged:",
    "  a key; only --deployed can judge it",
  ]);
});

test("summary: nothing is allowed to anybody", () => {
  // Act
  const text = summaryText({ cells: [], notes: [], hypotheses: [] });

  // Assess
  expect(text).toMatch(/^Who may do what, administrators aside:\n {2}nobody anything\n/);
});

test("Markdown: the verdict first", () => {
  // Prepare
  const [good, differing] = [{ cells: [cell], notes: [], hypotheses: [] }, MATRIX];

  // Act
  const [passed, failed] = [matrixMarkdown(good), matrixMarkdown(differing)];

  // Assess
  expect(passed).toContain("Everyone may do what the environment file grants, and nothing else.");
  expect(passed).toContain("| reader | allow (1) |");
  expect(failed).toContain(
    "- stranger, GetRecords, stream: allow, but the environment file expects deny: allowed by Reads (policy)",
  );
  expect(failed).toContain("| stranger | **allow (1)**, not expected |");
});

test("JSON: the cells, the notes and the differences, with the keys that other programs read", () => {
  // Prepare
  const [, , differing] = MATRIX.cells;
  const { expected, ...rest } = differing ?? cell;

  // Act
  const json = JSON.parse(matrixJson(MATRIX));

  // Assess
  expect(json).toEqual({
    cells: MATRIX.cells.map(({ expected: intended, ...others }) => ({ ...others, intended })),
    notes: ["a key; only --deployed can judge it"],
    differences: [{ ...rest, intended: expected }],
    inventory: [],
    guards: [],
  });
});

const FURTHER = {
  inventory: [{ place: "source aws_iam_user.more", expected: "nothing", found: "{}", why: "Nobody knows." }],
  guards: [{ rule: "wildcard", place: "source", cause: "it has *", remedy: "Name it" }],
};

test("findings beside the matrix are in Markdown and JSON, and end the good verdict", () => {
  // Prepare
  const matrix = { ...MATRIX, cells: MATRIX.cells.filter(({ decision, expected }) => decision === expected) };

  // Act
  const [markdown, json] = [matrixMarkdown(matrix, FURTHER), matrixJson(matrix, FURTHER)];

  // Assess
  expect(markdown).toContain(
    "- source: [wildcard] it has *\n```\nsource aws_iam_user.more\n  expected: nothing\n  found:    {}\n  Nobody knows.\n```\n",
  );
  expect(markdown).not.toContain("and nothing else.");
  expect(JSON.parse(json)).toMatchObject(FURTHER);
});
