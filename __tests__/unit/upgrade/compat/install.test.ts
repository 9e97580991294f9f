import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installPackages } from "../../../../upgrade/compat/install";
import { nodeProgram } from "../../../../upgrade/compat/node-program";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();

const LOCK = '{ "name": "app", "lockfileVersion": 3, "requires": true, "packages": {} }\n';
const NOWHERE = "registry=http://127.0.0.1:9/\nfetch-retries=0\ncache=./empty\n";
const CURRENT = { version: process.versions.node, environment: process.env };

/** A variant's folder with a package beside the sources, and one run of the command that says what it does. */
function prepare() {
  const root = mkdtempSync(join(folder, "root-"));
  const variant = join(root, ".compat", "variant");
  mkdirSync(join(variant, "own"), { recursive: true });
  writeFileSync(join(root, "package-lock.json"), LOCK);
  writeFileSync(join(variant, "own", "package.json"), '{ "name": "own", "version": "1.0.0" }\n');
  const said: string[] = [];
  const { signal } = new AbortController();
  const run = { root, cache: join(root, ".compat"), signal, say: (line: string) => said.push(line) };
  const install = (dependencies: Readonly<Record<string, string>>) =>
    installPackages({ folder: variant, manifest: JSON.stringify({ dependencies }), run, node: CURRENT });
  return { root, variant, said, run, install };
}

// Programs are started, which takes its time on a machine under load.
jest.setTimeout(180_000);

test("packages are installed once, and again when package.json or the project's lock file is another", async () => {
  // Prepare
  const { root, variant, said, install } = prepare();
  const own = { own: "file:./own" };

  // Act
  await install(own);
  await install(own);
  writeFileSync(join(root, "package-lock.json"), `${LOCK}\n`);
  await install(own);

  // Assess
  expect(said).toEqual([
    "installing its packages …",
    "its packages are installed already",
    "installing its packages …",
  ]);
  expect(existsSync(join(variant, "node_modules", "own", "package.json"))).toBe(true);
});

test("npm does not reach its registry: no half of an installation is left, and the next run starts again", async () => {
  // Prepare
  const { variant, said, install } = prepare();
  await install({ own: "file:./own" });
  writeFileSync(join(variant, ".npmrc"), NOWHERE);

  // Act
  const act = install({ own: "file:./own", zod: "4.6.7" });

  // Assess
  await expect(act).rejects.toThrow(/Check that npm reaches its registry\.$/);
  expect(existsSync(join(variant, "node_modules"))).toBe(false);
  await install({ own: "file:./own" });
  expect(said.at(-1)).toBe("installing its packages …");
});

test("an installation that was killed is no installation", async () => {
  // Prepare: npm's mark is missing, as it is written last
  const { variant, said, install } = prepare();
  await install({ own: "file:./own" });
  rmSync(join(variant, "node_modules", ".installed-for"));

  // Act
  await install({ own: "file:./own" });

  // Assess
  expect(said).toEqual(["installing its packages …", "installing its packages …"]);
});

test("a Node.js that is new enough runs everything; an older one runs what needs no newer", async () => {
  // Prepare
  const { run, said } = prepare();

  // Act
  const newer = await nodeProgram(run, true, "22.19.0");
  const older = await nodeProgram(run, false, "20.19.0");

  // Assess
  expect([newer.version, older.version]).toEqual(["22.19.0", "20.19.0"]);
  expect(said).toEqual([]);
});

test("Node.js from npm, with npm's settings of the project: without its registry nothing is left", async () => {
  // Prepare: half a program, as a run leaves it that was killed
  const { root, run } = prepare();
  const program = join(run.cache, "node", "node_modules", "node", "bin", "node");
  mkdirSync(join(program, ".."), { recursive: true });
  writeFileSync(program, "half", { mode: 0o755 });
  writeFileSync(join(root, ".npmrc"), NOWHERE);

  // Act
  const act = nodeProgram(run, true, "20.19.0");

  // Assess
  await expect(act).rejects.toThrow(
    /Check that npm reaches its registry, or run the command with a newer Node\.js\.$/,
  );
  expect(existsSync(join(run.cache, "node"))).toBe(false);
  expect(readFileSync(join(root, ".npmrc"), "utf8")).toBe(NOWHERE);
});
