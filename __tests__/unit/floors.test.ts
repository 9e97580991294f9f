import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "../../config/paths";
import { temporaryFolder } from "./support/temporary-folder";

const folder = temporaryFolder();

/** Runs the check of the floors, as `npm run check` does, on a small project of these files. */
function checkFloors(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(folder, "house-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const program = join(PROJECT_ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const config = join(PROJECT_ROOT, ".dependency-cruiser.cjs");
  const { status, stdout } = spawnSync(process.execPath, [program, "--config", config, "."], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout };
}

test("an import from a floor below is fine", () => {
  // Prepare
  const files = {
    "stacks/app.ts": 'import "../config/file";\nimport "../constructs/table";\n',
    "constructs/table.ts": 'import "../config/limits";\n',
    "config/file.ts": "export {};\n",
    "config/limits.ts": "export {};\n",
  };

  // Act
  const { status } = checkFloors(files);

  // Assess
  expect(status).toBe(0);
});

test.each([
  ["a floor above", "config/file.ts", "../stacks/app", "stacks/app.ts", "floor-config"],
  ["a neighbour on the same floor", "access/matrix.ts", "../guards/rule", "guards/rule.ts", "floor-access"],
  ["code of a function", "cli/command.ts", "../lambda-src/fn/index", "lambda-src/fn/index.ts", "floor-cli"],
  [
    "the project, in a function",
    "lambda-src/fn/index.ts",
    "../../config/a",
    "config/a.ts",
    "lambda-src-apart",
  ],
  ["a construct, in a guard", "guards/rule.ts", "../constructs/a", "constructs/a.ts", "judges-apart"],
  ["the sandbox, in the access report", "access/a.ts", "../sandbox/a", "sandbox/a.ts", "judges-apart"],
  [
    "the environment file's schema, in a guard",
    "guards/rule.ts",
    "../config/schema",
    "config/schema.ts",
    "without-environment",
  ],
  [
    "the environment file, in a construct",
    "constructs/table.ts",
    "../config/schema",
    "config/schema.ts",
    "constructs-without-environment",
  ],
  ["the project, in a package", "packages/one/main.ts", "../../config/a", "config/a.ts", "packages-apart"],
])("an import from %s is refused", (_what, file, specifier, target, rule) => {
  // Prepare
  const files = { [file]: `import "${specifier}";\n`, [target]: "export {};\n" };

  // Act
  const { status, stdout } = checkFloors(files);

  // Assess
  expect(stdout).toContain(`error ${rule}: ${file} → ${target}`);
  expect(status).not.toBe(0);
});

test("files that import each other are refused", () => {
  // Prepare
  const files = { "config/a.ts": 'import "./b";\n', "config/b.ts": 'import "./a";\n' };

  // Act
  const { status, stdout } = checkFloors(files);

  // Assess
  expect(stdout).toContain("error no-circles: config/a.ts → \n      config/b.ts →\n      config/a.ts");
  expect(status).not.toBe(0);
});
