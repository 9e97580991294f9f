import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentError } from "../../../config/environment-error";
import { checkEnvironment } from "../../../config/load-environment";
import { parseYaml } from "../../../config/parse-yaml";
import { ENVIRONMENTS_DIRECTORY } from "../../../config/paths";
import { formatProblem } from "../../../config/problem";
import { problemLine } from "../../../errors/user-problem";

const EXAMPLE = readFileSync(join(ENVIRONMENTS_DIRECTORY, "example.yaml"), "utf8").split("\n");
const WITH_CONTENT = [...EXAMPLE.keys()].filter((index) => /^\s+[^\s#]/.test(EXAMPLE[index] ?? ""));

/** The errors of a file as lines. */
function errorsOf(text: string): string[] {
  try {
    const { problems } = checkEnvironment(parseYaml(text, "some.yaml"));
    return problems.filter(({ severity }) => severity === "error").map(formatProblem);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems.map(problemLine);
    throw error;
  }
}

/** The example with one line moved to the right or, if `by` is negative, to the left. */
function shifted(index: number, by: number): string {
  const line = EXAMPLE[index] ?? "";
  const indent = Math.max(0, line.search(/\S/) + by);
  return EXAMPLE.with(index, " ".repeat(indent) + line.trim()).join("\n");
}

test.each([-2, -1, 1, 2])(
  "one line shifted by %d is one YAML error with a key, or a few of the schema",
  (by) => {
    for (const index of WITH_CONTENT) {
      // Act
      const errors = errorsOf(shifted(index, by));

      // Assess
      const [first = ""] = errors;
      if (first.startsWith("line ")) {
        expect(errors).toHaveLength(1);
        expect(first).toMatch(/^line \d+, column \d+ \([\w-]+\): /);
      }
      expect(errors.length).toBeLessThan(5);
    }
  },
);

const INDENTATION =
  "Compare the indentation with the lines above and below: keys of one group start in the same column.";

test.each([
  {
    what: "a key too far to the left, with others after it",
    text: "region: eu-central-1\nsources:\n  orders:\n  account: orders\n   tableName: Orders\n   deletionProtection: true\n",
    line: `line 4, column 12 (account): Two keys are in one line, or this line or the next has the wrong indentation. ${INDENTATION}`,
  },
  {
    what: "a key below comments",
    text: "accounts:\n  orders:\n    id: '1'\n    # The role\n\n   deployRole: x\n",
    line: `line 6, column 4 (deployRole): The indentation is not that of the keys around it. ${INDENTATION}`,
  },
  {
    what: "a key in quotes",
    text: "'a b': 1\n'a b': 2",
    line: "line 2, column 1 (a b): Map keys must be unique. Remove one of the two, or rename it.",
  },
  {
    what: "a list's item, which has the key of its list, and another mistake",
    text: "readers:\n  - one\n   two: 3\n  - !Ref four",
    line: `line 2, column 5 (readers): A colon has no space after it, or this line or the next has the wrong indentation. ${INDENTATION}`,
  },
  {
    what: "a quotation mark that is never closed, where it was opened",
    text: 'accounts:\n  orders:\n    id: "1\n    deployRole: x\n',
    line: 'line 3, column 9 (id): Missing closing "quote. Fix the YAML syntax there.',
  },
  {
    what: "a colon without a space",
    text: "accounts:\n  orders:\n    id:1\n    deployRole: x\n",
    line: `line 3, column 5 (orders): A colon has no space after it, or this line or the next has the wrong indentation. ${INDENTATION}`,
  },
])("$what: the first error only, with the key", ({ text, line }) => {
  expect(errorsOf(text)).toEqual([line]);
});

test("an entry on the level of its own keys is one problem", () => {
  expect(errorsOf(shifted(EXAMPLE.indexOf("  orders:", EXAMPLE.indexOf("sources:")), 2))).toEqual([
    "sources.orders: is empty, and its keys (account, stack, tableName, partitionKey, sortKey, billing, pointInTimeRecovery, deletionProtection, encryption, streamViewType, readers) are beside it instead of below it. Indent them two spaces further than `orders`.",
  ]);
});

test("an empty entry beside whole ones is reported as empty", () => {
  const errors = errorsOf([...EXAMPLE, ""].join("\n").replace("\nsources:", "\nsources:\n  empty:"));
  expect(errors[0]).toBe("sources.empty: is empty. Use keys and values, indented below.");
});
