import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changesText } from "../../../../upgrade/cdktn/report";
import { applyChanges, plannedChanges, requireCommitted } from "../../../../upgrade/cdktn/upgrade";
import { temporaryFolder } from "../../support/temporary-folder";
import { gitProject } from "../support/git-project";

const folder = temporaryFolder();

const FILES = {
  "package.json":
    '{\n  "name": "app",\n  "dependencies": {\n    "cdktf": "0.21.0",\n    "constructs": "10.4.2"\n  }\n}\n',
  "package-lock.json": '{ "name": "app", "lockfileVersion": 3, "requires": true, "packages": {} }\n',
  "main.ts": 'import { App } from "cdktf";\n\n/** What `cdktf synth` runs. */\nnew App().synth();\n',
  "README.md": "Nothing of it.\n",
};

const { signal } = new AbortController();

/** Text of a file of the project. */
const read = (root: string, file: string) => readFileSync(join(root, file), "utf8");

/** When a file was written, in nanoseconds. */
const writtenAt = (root: string, file: string) => statSync(join(root, file), { bigint: true }).mtimeNs;

test("every change is listed with its file and line; files without one are not", async () => {
  // Prepare
  const root = gitProject(folder, FILES);

  // Act
  const changed = await plannedChanges(root, signal);

  // Assess
  expect(changesText(changed)).toBe(
    [
      "main.ts",
      '  1 - import { App } from "cdktf";',
      '  1 + import { App } from "cdktn";',
      "  3 - /** What `cdktf synth` runs. */",
      "  3 + /** What `cdktn synth` runs. */",
      "package.json",
      '  4 - "cdktf": "0.21.0",',
      '  4 + "cdktn": "0.24.0",',
      '  5 - "constructs": "10.4.2"',
      '  5 + "constructs": "10.6.0"',
      "package-lock.json",
      "  as npm resolves these packages",
      "",
      "2 files; lines: imports 1, commands 1, packages 2.",
    ].join("\n"),
  );
  expect(read(root, "main.ts")).toBe(FILES["main.ts"]);
});

test("imports stay in the order that Biome asks for; in a project without its settings they keep theirs", async () => {
  // Prepare: sorted before, but not with the new names; the second file was never sorted, and has a module twice
  const text =
    'import { App } from "cdktf";\nimport { Stack } from "cdktf-stacks";\n\nnew App(new Stack());\n';
  const twice = 'import { b } from "b";\nimport { App } from "cdktf";\nimport { Fn } from "cdktf";\n';
  const files = { ...FILES, "main.ts": text, "twice.ts": twice };
  const sorted = gitProject(folder, { ...files, "biome.json": '{ "vcs": { "enabled": false } }\n' });
  const unsorted = gitProject(folder, files);

  // Act
  const [changed, unchanged] = [await plannedChanges(sorted, signal), await plannedChanges(unsorted, signal)];

  // Assess
  const inOrder =
    'import { Stack } from "cdktf-stacks";\nimport { App } from "cdktn";\n\nnew App(new Stack());\n';
  const main = changed.find(({ file }) => file === "main.ts");
  expect(main?.text).toBe(inOrder);
  expect(main?.lines).toEqual([
    {
      title: "imports",
      line: 1,
      before: 'import { App } from "cdktf";',
      after: 'import { App } from "cdktn";',
    },
    {
      title: "order of imports",
      line: 1,
      before: 'import { App } from "cdktn";',
      after: 'import { Stack } from "cdktf-stacks";',
    },
    {
      title: "order of imports",
      line: 2,
      before: 'import { Stack } from "cdktf-stacks";',
      after: 'import { App } from "cdktn";',
    },
  ]);
  expect(changed.find(({ file }) => file === "twice.ts")?.text).toBe(twice.replaceAll("cdktf", "cdktn"));
  expect(unchanged.find(({ file }) => file === "main.ts")?.text).toBe(
    'import { App } from "cdktn";\nimport { Stack } from "cdktf-stacks";\n\nnew App(new Stack());\n',
  );
});

test("npm resolves the new packages, and everything is written; a second time nothing is left to do", async () => {
  // Prepare: an example with packages of its own is no part of the lock file
  const example = '{\n  "dependencies": {\n    "cdktf": "0.21.0"\n  }\n}\n';
  const root = gitProject(folder, { ...FILES, "examples/app/package.json": example });

  // Act
  await applyChanges(root, await plannedChanges(root, signal), signal);

  // Assess
  expect(read(root, "main.ts")).toBe(
    'import { App } from "cdktn";\n\n/** What `cdktn synth` runs. */\nnew App().synth();\n',
  );
  expect(read(root, "examples/app/package.json")).toBe(
    '{\n  "dependencies": {\n    "cdktn": "0.24.0"\n  }\n}\n',
  );
  const { packages } = JSON.parse(read(root, "package-lock.json"));
  expect(packages["node_modules/cdktn"].version).toBe("0.24.0");
  expect(packages["node_modules/constructs"].version).toBe("10.6.0");
  expect(await plannedChanges(root, signal)).toEqual([]);
  // What was cut off half-way can be done again: package.json says that the project is upgraded, and is written last.
  const times = ["main.ts", "package-lock.json", "package.json"].map((file) => writtenAt(root, file));
  expect(times).toEqual([...times].sort());
}, 120_000);

test("nothing is written if npm fails", async () => {
  // Prepare: a registry that is not there
  const settings = "registry=http://127.0.0.1:9/\nfetch-retries=0\ncache=./empty\n";
  const root = gitProject(folder, { ...FILES, ".npmrc": settings });
  const changed = await plannedChanges(root, signal);

  // Act
  const act = applyChanges(root, changed, signal);

  // Assess
  await expect(act).rejects.toThrow(/Nothing was changed\. Check that npm reaches its registry/);
  expect(read(root, "main.ts")).toBe(FILES["main.ts"]);
  expect(read(root, "package.json")).toBe(FILES["package.json"]);
}, 120_000);

test("a project with changes that are not committed is refused, a clean one is not", async () => {
  // Prepare
  const root = gitProject(folder, FILES);
  await requireCommitted(root);
  writeFileSync(join(root, "main.ts"), "// mine\n");
  writeFileSync(join(root, "new.ts"), "// mine, too\n");

  // Act
  const act = requireCommitted(root);

  // Assess
  await expect(act).rejects.toThrow(
    "There are changes that are not committed: main.ts, new.ts.\nCommit or stash them, so that they do not mix with those of the upgrade, or add --force.",
  );
});
