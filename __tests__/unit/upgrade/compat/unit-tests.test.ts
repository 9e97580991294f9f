import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "../../../../config/paths";
import { failureOfTests } from "../../../../upgrade/compat/unit-tests";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();

const NODE = { version: process.versions.node, environment: { ...process.env, FORCE_COLOR: "1" } };

const CONFIG = `module.exports = {
  projects: [
    { displayName: "unit", testMatch: ["<rootDir>/__tests__/unit/**/*.test.ts"], transform: { "ts$": "@swc/jest" } },
    { displayName: "other", testMatch: ["<rootDir>/__tests__/unit/**/*.test.ts"], transform: { "ts$": "@swc/jest" } },
  ],
};
`;

const GOOD = 'test("good", () => expect(1).toBe(1));\n';
const BAD = 'test("bad", () => expect("the value").toBe("another"));\n';

/** A copy of a project with these tests, and a run that notes what it says. */
function prepare(tests: Readonly<Record<string, string>>, signal = new AbortController().signal) {
  const copy = mkdtempSync(join(folder, "copy-"));
  symlinkSync(join(PROJECT_ROOT, "node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, "jest.config.js"), CONFIG);
  for (const [file, text] of Object.entries(tests)) {
    const path = join(copy, "__tests__", "unit", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const said: string[] = [];
  const run = { root: copy, cache: join(copy, ".compat"), signal, say: (line: string) => said.push(line) };
  return { copy, said, run };
}

// Programs are started, which takes its time on a machine under load.
jest.setTimeout(180_000);

test("the tests of what uses the library run, once each, and each file is told", async () => {
  // Prepare: the last one is none of them
  const files = { "constructs/a.test.ts": GOOD, "stacks/deep/b.test.ts": GOOD, "access/c.test.ts": BAD };
  const { copy, said, run } = prepare(files);

  // Act
  const failure = await failureOfTests(copy, run, NODE);

  // Assess
  expect(failure).toBeUndefined();
  expect(said[0]).toBe("running the unit tests of constructs and stacks, 2 files …");
  expect(said.map((line) => line.replace(/^\d of 2: /, "")).sort()).toEqual([
    "__tests__/unit/constructs/a.test.ts passed",
    "__tests__/unit/stacks/deep/b.test.ts passed",
    "running the unit tests of constructs and stacks, 2 files …",
  ]);
  expect(said.slice(1).map((line) => line.slice(0, 6))).toEqual(["1 of 2", "2 of 2"]);
});

test("a test that fails is named, with the end of what Jest prints and how to see all of it", async () => {
  // Prepare
  const { copy, said, run } = prepare({ "constructs/a.test.ts": GOOD, "backends/s3/b.test.ts": BAD });

  // Act
  const failure = await failureOfTests(copy, run, NODE);

  // Assess
  expect(failure).toMatch(/^Failed: __tests__\/unit\/backends\/s3\/b\.test\.ts\.\n/);
  expect(failure).toContain('"another"');
  expect(failure).toMatch(
    new RegExp(`\nTo see all of it: cd ${copy} && node node_modules/jest/bin/jest.js __tests__/`),
  );
  expect(said.filter((line) => line.endsWith("b.test.ts FAILED"))).toHaveLength(1);
});

test("no test at all is a failure, and Ctrl-C ends the run", async () => {
  // Prepare
  const empty = prepare({ "access/c.test.ts": GOOD });
  const interrupted = new AbortController();
  const endless = prepare(
    { "stacks/a.test.ts": 'test("endless", () => new Promise(() => {}), 100_000);\n' },
    interrupted.signal,
  );

  // Act
  const failure = await failureOfTests(empty.copy, empty.run, NODE);
  const run = { ...endless.run, say: () => setTimeout(() => interrupted.abort(), 1000) };
  const act = failureOfTests(endless.copy, run, NODE);

  // Assess
  expect(failure).toContain("No tests found");
  await expect(act).rejects.toThrow(/was interrupted/);
});
