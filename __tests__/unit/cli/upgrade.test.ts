import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { scripts } from "../../../package.json";
import { isNodeForCdktn } from "../../../upgrade/versions";
import { temporaryFolder } from "../support/temporary-folder";
import { projectWithCommand } from "../upgrade/support/project-with-command";

const folder = temporaryFolder();

const FILES = {
  "biome.json": "{}\n",
  "main.ts": 'import { App } from "cdktf";\n\n/** What `cdktf synth` runs. */\nnew App().synth();\n',
  "package.json": '{\n  "name": "app",\n  "dependencies": {\n    "cdktf": "0.21.0"\n  }\n}\n',
  "package-lock.json": '{ "name": "app", "lockfileVersion": 3, "requires": true, "packages": {} }\n',
};

/** A clone of a small project with the command in it. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const root = projectWithCommand(folder, { ...FILES, ...files });
  mkdirSync(temporaryOf(root));
  return root;
}

/** Where the command keeps what it needs for a moment. */
const temporaryOf = (root: string) => `${root}-tmp`;

/** How the command is run in a project. */
function commandIn(root: string, parameters: readonly string[]) {
  const [, ...command] = scripts.upgrade.split(" ");
  const variables = { TMPDIR: temporaryOf(root), npm_config_cache: `${root}-cache` };
  const options = { cwd: root, env: { ...process.env, ...variables } };
  return { args: [...command, "cdktn", ...parameters], options };
}

function upgrade(root: string, ...parameters: string[]) {
  const { args, options } = commandIn(root, parameters);
  return spawnSync(process.execPath, args, { ...options, encoding: "utf8" });
}

/** Every file of a project, with its bytes, git's own among them; and what is left of the command's temporary files. */
function contentsOf(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // `git status` refreshes it.
    .filter((path) => !path.endsWith(".git/index"))
    .map((path) => [path, readFileSync(path, "latin1")]);
  const leftOvers = readdirSync(temporaryOf(root)).filter((name) => name.startsWith("upgrade-"));
  return { ...Object.fromEntries(entries), temporary: leftOvers.join() };
}

/** A registry that takes every request and never answers. */
async function silentRegistry(): Promise<{ server: Server; settings: string; asked: Promise<void> }> {
  const server = createServer();
  const asked = new Promise<void>((resolve) => server.once("connection", () => resolve()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { server, asked, settings: `registry=http://127.0.0.1:${port}/\n` };
}

// Programs are started, which takes its time on a machine under load.
jest.setTimeout(180_000);

test("--dry-run shows every change, though something is not committed, and leaves every byte as it is", () => {
  // Prepare
  const root = project();
  writeFileSync(join(root, "mine.ts"), 'export { Fn } from "cdktf";\n');
  const before = contentsOf(root);

  // Act
  const { status, stdout, stderr } = upgrade(root, "--dry-run");
  const json = upgrade(root, "--dry-run", "--json");

  // Assess
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain(
    'main.ts\n  1 - import { App } from "cdktf";\n  1 + import { App } from "cdktn";\n  3 - /** What `cdktf synth`',
  );
  expect(stdout).toContain('mine.ts\n  1 - export { Fn } from "cdktf";\n  1 + export { Fn } from "cdktn";\n');
  expect(stdout).toMatch(/\nNothing was written \(--dry-run\)\.\n$/);
  expect(JSON.parse(json.stdout)).toMatchObject({ applied: false });
  expect(contentsOf(root)).toEqual(before);
});

test("changes that are not committed are refused, and nothing is changed", () => {
  // Prepare
  const root = project();
  writeFileSync(join(root, "main.ts"), "// mine\n");
  const before = contentsOf(root);

  // Act
  const { status, stdout, stderr } = upgrade(root);

  // Assess
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toBe(
    "There are changes that are not committed: main.ts.\nCommit or stash them, so that they do not mix with those of the upgrade, or add --force.\n",
  );
  expect(contentsOf(root)).toEqual(before);
});

test("npm does not reach its registry: exit code 1 with a remedy, and nothing is changed", () => {
  // Prepare
  const root = project({
    ".npmrc": "registry=http://127.0.0.1:9/\nfetch-retries=0\n",
  });
  const before = contentsOf(root);

  // Act
  const { status, stdout, stderr } = upgrade(root);

  // Assess
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(
    /\nNothing was changed\. Check that npm reaches its registry, then run the command again\.\n$/,
  );
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(contentsOf(root)).toEqual(before);
});

test("Ctrl-C while npm waits for its registry: exit code 130, and nothing is changed or left", async () => {
  // Prepare
  const { server, asked, settings } = await silentRegistry();
  const root = project({ ".npmrc": settings });
  const before = contentsOf(root);
  const { args, options } = commandIn(root, []);

  // Act
  const child = spawn(process.execPath, args, { ...options, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await asked;
  child.kill("SIGINT");
  const exitCode = await ended;

  // Assess
  server.close();
  expect(exitCode).toBe(130);
  expect(contentsOf(root)).toEqual(before);
});

test("--force upgrades a project with changes that are not committed, and says that they are mixed", () => {
  // Prepare
  const root = project();
  writeFileSync(join(root, "mine.ts"), 'export { Fn } from "cdktf";\n');

  // Act
  const { status, stdout } = upgrade(root, "--force");

  // Assess
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /\nState has not been touched\. It is mixed with your own changes: `git restore \.` would take those back, too\.\n$/,
  );
  expect(readFileSync(join(root, "mine.ts"), "utf8")).toBe('export { Fn } from "cdktn";\n');
});

test("a project is upgraded; a second time, even with changes that are not committed, nothing is left to do", () => {
  // Prepare
  const root = project();

  // Act
  const first = upgrade(root);
  const after = contentsOf(root);
  const second = upgrade(root);

  // Assess
  expect(first.status).toBe(0);
  expect(first.stdout).toMatch(
    isNodeForCdktn(process.versions.node)
      ? /\nNext, with Node\.js 22\.19 or newer \(`nvm install` takes the version of \.nvmrc\):\n/
      : /\nNext, with Node\.js 22\.19 or newer \(`nvm install` .*; this one, [\d.]+, is too old\):\n/,
  );
  expect(first.stdout).toMatch(
    /\nState has not been touched\. To undo all of it: git restore \. && npm ci\n$/,
  );
  expect(after[join(root, "main.ts")]).toBe(
    'import { App } from "cdktn";\n\n/** What `cdktn synth` runs. */\nnew App().synth();\n',
  );
  expect({ status: second.status, stdout: second.stdout, stderr: second.stderr }).toEqual({
    status: 0,
    stdout: "This project is on CDK Terrain already. Nothing to do.\n",
    stderr: "",
  });
  expect(contentsOf(root)).toEqual(after);
});
