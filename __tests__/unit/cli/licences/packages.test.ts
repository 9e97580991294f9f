import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { npmPackages } from "../../../../cli/licences/npm-packages";
import { pythonPackages } from "../../../../cli/licences/python-packages";
import { PROJECT_ROOT } from "../../../../config/paths";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "licences-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: unknown): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** Runs `npm run licences -- --check` on the packages of the folder and the emulator. */
function check() {
  const args = ["-r", "./register.cjs", "cli/licences.ts", "--check", "--root", folder];
  return spawnSync(process.execPath, args, { cwd: PROJECT_ROOT, encoding: "utf8" });
}

test("every package of the lock file is found, with the licence that it states itself", () => {
  // Prepare
  write("package-lock.json", {
    packages: {
      "": { version: "0.1.0", license: "Apache-2.0" },
      "packages/own": { version: "0.1.0", license: "Apache-2.0" },
      "node_modules/own": { resolved: "packages/own", link: true },
      "node_modules/a": { version: "1.0.0", license: "MIT" },
      "node_modules/a/node_modules/@scope/b": { version: "2.0.0", license: "MIT", dev: true },
      "node_modules/old": { version: "3.0.0" },
      "node_modules/older": { version: "4.0.0" },
      "node_modules/silent": { version: "5.0.0" },
    },
  });
  write("node_modules/a/package.json", { license: "GPL-3.0-only" });
  write("node_modules/old/package.json", { license: { type: "ISC" } });
  write("node_modules/older/package.json", { licenses: [{ type: "MIT" }, { type: "GPL-2.0-only" }] });
  write("node_modules/silent/package.json", {});
  // Act
  const packages = npmPackages(folder);
  // Assess
  expect(
    packages.map(({ name, licence, isOnlyForDevelopment }) => [name, licence, isOnlyForDevelopment]),
  ).toEqual([
    ["a", "GPL-3.0-only", false],
    ["@scope/b", "MIT", true],
    ["old", "ISC", false],
    ["older", "MIT OR GPL-2.0-only", false],
    ["silent", "none", false],
  ]);
});

test("a requirement has the licence of the table, or none", () => {
  // Prepare
  const requirements = write(
    "requirements.txt",
    "# a comment\nsix==1.17.0 \\\n    --hash=sha256:00\nnew-one==2.0 ; python_version < '3.11' \\\n    --hash=sha256:00\n",
  );
  const table = write("licences.json", { six: "MIT" });
  // Act
  const packages = pythonPackages(requirements, table);
  // Assess
  expect(packages).toMatchObject([
    { name: "six", version: "1.17.0", licence: "MIT", isOnlyForDevelopment: true },
    { name: "new-one", version: "2.0", licence: "none" },
  ]);
});

test("the table names no package that is not required", () => {
  // Prepare
  const requirements = write("requirements.txt", "six==1.17.0\n");
  const table = write("licences.json", { six: "MIT", gone: "MIT" });
  // Assess
  expect(() => pythonPackages(requirements, table)).toThrow(
    /gone: not among the requirements\.\nRemove the name\.$/,
  );
});

test("the command succeeds with permissive licences, the emulator's included", () => {
  // Prepare
  write("package-lock.json", { packages: { "node_modules/a": { version: "1.0.0", license: "MIT" } } });
  // Act
  const { status, stdout } = check();
  // Assess
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\d+ packages, all under licences that may be used\.\n$/);
});

test("the command fails with another one, and says what to do", () => {
  // Prepare
  write("package-lock.json", {
    packages: { "node_modules/a": { version: "1.0.0", license: "GPL-3.0-only" } },
  });
  // Act
  const { status, stderr } = check();
  // Assess
  expect(status).toBe(1);
  expect(stderr).toBe(
    'Licences that may not be used:\n  node_modules/a: a 1.0.0 is under the licence "GPL-3.0-only", and is not only for development. Replace the package, or read the licence and add it, or an exception with its reason, to cli/licences/allowed.ts.\n',
  );
});
