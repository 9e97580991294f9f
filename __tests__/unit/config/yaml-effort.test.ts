import { EnvironmentError } from "../../../config/environment-error";
import { parseYaml } from "../../../config/parse-yaml";
import { problemLine } from "../../../errors/user-problem";

/** What is said about a text; nothing if it can be read. */
function problemsOf(text: string): string[] {
  try {
    parseYaml(text, "some.yaml");
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems.map(problemLine);
    throw error;
  }
}

/** So many anchors, each with so many aliases. */
function anchored(anchors: number, aliasesEach: number): string {
  const lines = [...Array(anchors).keys()].flatMap((anchor) => [
    `a${anchor}: &x${anchor} { b: 1 }`,
    ...[...Array(aliasesEach).keys()].map((alias) => `c${anchor}-${alias}: *x${anchor}`),
  ]);
  return lines.join("\n");
}

const WRITE = "Write the values themselves, or give what all functions share in `defaults`.";

test("500 KB of anchors with an alias each are refused", () => {
  // Prepare
  const text = anchored(13_500, 1);

  // Act
  const problems = problemsOf(text);

  // Assess
  expect(text.length).toBeGreaterThan(500_000);
  expect(problems).toEqual([
    `the file: it has 13500 aliases, more than the ${Math.floor(50_000_000 / text.length)} that a file of ${text.length} characters may have. ${WRITE}`,
  ]);
});

test("25,000 anchors that nothing refers to are read, and a key among them that is there twice is found", () => {
  // Prepare
  const lines = [...Array(25_000).keys()].map((anchor) => `a${anchor}: &x${anchor} b`);

  // Act
  const problems = [problemsOf(lines.join("\n")), problemsOf([...lines, "a7: c"].join("\n"))];

  // Assess
  expect(problems).toEqual([
    [],
    ["line 25001, column 1 (a7): Map keys must be unique. Remove one of the two, or rename it."],
  ]);
});

test("a hundred anchors with a few aliases each are read", () => {
  expect(problemsOf(anchored(100, 5))).toEqual([]);
});

test("asterisks in values and comments are no aliases", () => {
  // Prepare
  const lines = Array(5000).fill(`- "*a" # *b\n- '*c'\n- a*d`);

  // Act
  const problems = problemsOf(["a: |", "  *e", "b:", ...lines].join("\n"));

  // Assess
  expect(problems).toEqual([]);
});

test("anchors that multiply each other are refused", () => {
  // Prepare
  const doubling = [...Array(30).keys()].map((n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`);

  // Act
  const problems = problemsOf(["a0: &a0 [x]", ...doubling].join("\n"));

  // Assess
  expect(problems).toEqual([
    "the file: Excessive alias count indicates a resource exhaustion attack. Fix that anchor, alias or key.",
  ]);
});

test("a file has a million characters at most", () => {
  // Prepare
  const text = (size: number) => `a: ${"b".repeat(size - 3)}`;

  // Act
  const [fits, exceeds] = [text(1_000_000), text(1_000_001)].map(problemsOf);

  // Assess
  expect(fits).toEqual([]);
  expect(exceeds).toEqual([
    "the file: it has 1000001 characters, more than the 1000000 that are read. Divide it into several environments.",
  ]);
});
