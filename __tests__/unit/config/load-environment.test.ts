import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { EnvironmentError } from "../../../config/environment-error";
import { loadEnvironment } from "../../../config/load-environment";
import { edited, sampleContent } from "./sample";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "environments-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(directory, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return error instanceof EnvironmentError ? error.message : "";
  }
  throw new Error("nothing was thrown");
}

test("a valid file is loaded with its defaults and warnings", () => {
  // Prepare
  const file = write("good", stringify(edited({ "accounts.consumer.id": "111111111111" })));

  // Act
  const loaded = loadEnvironment("good", directory);

  // Assess
  expect(loaded).toMatchObject({ name: "good", file });
  expect(loaded.environment.backend).toEqual({ type: "local" });
  expect(loaded.environment.sources.changes?.readers).toEqual([
    { consumer: "handler", grant: "principal-arn" },
  ]);
  expect(loaded.warnings.map(({ path }) => path)).toEqual([["accounts", "consumer", "id"]]);
});

test("anchors and merge keys work", () => {
  // Prepare
  const accounts = 'accounts:\n  source: &a { id: "111111111111", deployRole: Deploy }\n';
  const consumer = '  consumer: { <<: *a, id: "222222222222" }\n';
  const { accounts: _, ...rest } = sampleContent();
  write("merged", accounts + consumer + stringify(rest));

  // Act
  const { environment } = loadEnvironment("merged", directory);

  // Assess
  expect(environment.accounts.consumer).toEqual({ id: "222222222222", deployRole: "Deploy", tags: {} });
});

test("every problem is in the message, one a line, below the file's name", () => {
  // Prepare
  const edits = { "accounts.source.id": "1", "sources.changes.readers": [], "consumers.handler.region": "x" };
  const file = write("bad", stringify(edited(edits)));

  // Act
  const message = messageOf(() => loadEnvironment("bad", directory));

  // Assess
  expect(message.split("\n")).toEqual([
    file,
    expect.stringMatching(/^ {2}accounts\.source\.id: "1" is not a valid value here\. /),
    expect.stringMatching(/^ {2}consumers\.handler\.region: "x" is not a valid value here\. /),
    expect.stringMatching(/^ {2}consumers\.handler\.mappings\[0\]\.source: sources\.changes does not let /),
  ]);
});

test.each([
  {
    what: "a syntax error",
    text: "region: [eu",
    line: "line 1, column 12 (region): Flow sequence in block collection must be sufficiently indented and end with a ]. Fix the YAML syntax there.",
  },
  {
    what: "a duplicate key",
    text: "region: a\nregion: b",
    line: "line 2, column 1 (region): Map keys must be unique. Remove one of the two, or rename it.",
  },
  {
    what: "a second document",
    text: "a: 1\n---\nb: 2",
    line: "line 2, column 1 (a): Source contains multiple documents; please use YAML.parseAllDocuments(). Keep one environment per file.",
  },
  {
    what: "an unknown tag",
    text: "region: !Ref Region",
    line: "line 1, column 9 (region): Unresolved tag: !Ref. Remove the tag, or put the value in quotes.",
  },
  {
    what: "an alias without an anchor",
    text: "region: *here",
    line: "the file: Unresolved alias (the anchor must be set before the alias): here. Fix that anchor, alias or key.",
  },
  {
    what: "a key that JavaScript takes amiss",
    text: "accounts: { __proto__: {} }",
    line: "the file: `__proto__` cannot be a key. Fix that anchor, alias or key.",
  },
  { what: "an empty file", text: "", line: "the file: is empty. Use keys and values, indented below." },
])("$what is reported with its place", ({ text, line }) => {
  // Prepare
  const file = write("broken", text);

  // Act
  const message = messageOf(() => loadEnvironment("broken", directory));

  // Assess
  expect(message).toBe(`${file}\n  ${line}`);
});

test("an alias inside its own anchor is refused", () => {
  // Prepare
  write("endless", "accounts: &a [*a]");

  // Act
  const message = messageOf(() => loadEnvironment("endless", directory));

  // Assess
  expect(message).toContain("circular structure");
});

test("an unknown environment is answered with those there are", () => {
  // Prepare
  write("staging", "");
  write("production", "");

  // Act
  const message = messageOf(() => loadEnvironment("stagin", directory));

  // Assess
  expect(message).toBe(
    `There is no environment "stagin" in ${directory}.\nDid you mean staging? Set ENVIRONMENT to one of: production, staging.`,
  );
});

test("a folder without environments says so", () => {
  // Prepare: the folder is empty

  // Act
  const message = messageOf(() => loadEnvironment("any", directory));

  // Assess
  expect(message).toBe(
    `There is no environment "any" in ${directory}.\nAdd a file <name>.yaml to ${directory}, which has none yet.`,
  );
});

test.each(["../secrets", "a/b", "a\\b", ".hidden", ".."])("the name %s is refused", (name) => {
  // Prepare
  write("good", "");

  // Act
  const message = messageOf(() => loadEnvironment(name, directory));

  // Assess
  expect(message).toBe(
    `"${name}" is not the name of an environment, which is its file's name without .yaml and has only letters, digits, hyphens, underscores and dots.\nSet ENVIRONMENT to one of: good.`,
  );
});

test("a file that cannot be read is reported with the reason", () => {
  // Prepare
  mkdirSync(join(directory, "folder.yaml"));

  // Act
  const message = messageOf(() => loadEnvironment("folder", directory));

  // Assess
  expect(message).toBe(
    `${join(directory, "folder.yaml")}: the file cannot be read: EISDIR: illegal operation on a directory, read.\nCheck its permissions.`,
  );
});

describe("without a name", () => {
  const before = process.env.ENVIRONMENT;

  afterEach(() => {
    if (before === undefined) delete process.env.ENVIRONMENT;
    else process.env.ENVIRONMENT = before;
  });

  test.each([
    { variable: "good", expected: "good" },
    { variable: "", expected: "sandbox" },
    { variable: undefined, expected: "sandbox" },
  ])("ENVIRONMENT=$variable means $expected", ({ variable, expected }) => {
    // Prepare
    write("good", stringify(sampleContent()));
    write("sandbox", stringify(sampleContent()));
    if (variable === undefined) delete process.env.ENVIRONMENT;
    else process.env.ENVIRONMENT = variable;

    // Act
    const { name } = loadEnvironment(undefined, directory);

    // Assess
    expect(name).toBe(expected);
  });
});
