import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { scripts } from "../../../package.json";
import { temporaryFolder } from "../support/temporary-folder";
import { projectWithCommand } from "../upgrade/support/project-with-command";

const folder = temporaryFolder();

/** Runs the command as `npm run compat` does, in a project with these dependencies. */
function compat(dependencies: Readonly<Record<string, string>>, ...parameters: string[]) {
  const root = projectWithCommand(folder, { "package.json": JSON.stringify({ dependencies }) });
  const [, ...command] = scripts.compat.split(" ");
  const ended = spawnSync(process.execPath, [...command, ...parameters], { cwd: root, encoding: "utf8" });
  return { ...ended, files: readdirSync(root) };
}

// Programs are started, which takes its time on a machine under load.
jest.setTimeout(180_000);

test("a project that is on CDK Terrain has nothing to compare: its CI job does not fail", () => {
  // Act
  const text = compat({ cdktn: "0.24.0" });
  const json = compat({ cdktn: "0.24.0" }, "--json");

  // Assess
  expect([text.status, text.stderr, json.status]).toEqual([0, "", 0]);
  expect(text.stdout).toBe("This project is on CDK Terrain already. There is nothing to compare it with.\n");
  expect(JSON.parse(json.stdout)).toEqual({ compatible: true, variants: [] });
  expect(text.files).not.toContain(".compat");
});

test("an unknown set of packages is refused", () => {
  // Act
  const { status, stdout, stderr, files } = compat({ cdktn: "0.24.0" }, "--only", "cdktn", "terraform");

  // Assess
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^error: option '--only <name\.\.\.>' argument 'terraform' is invalid\./);
  expect(files).not.toContain(".compat");
});
