import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../../config/paths";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();

/** Runs the demo where no sandbox is running. */
function demo(...parameters: string[]) {
  const env = { ...process.env, SANDBOX_STATE_DIR: join(folder, "no-sandbox"), ENVIRONMENT: "sandbox" };
  const command = ["-r", "./register.cjs", "cli/demo.ts", ...parameters];
  return spawnSync(process.execPath, command, { cwd: PROJECT_ROOT, env, encoding: "utf8" });
}

test("a result file that cannot be written is reported before anything is deployed, without a stack", () => {
  // Prepare
  const file = join(folder, "no-such-folder", "result.json");

  // Act
  const { status, stdout, stderr } = demo("--json", file);

  // Assess
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    `The file cannot be written: ENOENT: no such file or directory, open '${file}'.\nGive --json the path of a file that you may write to.\n`,
  );
});

test("an unknown scenario is reported with those that exist", () => {
  // Act
  const { status, stderr } = demo("--scenario", "everything");

  // Assess
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^error: option '--scenario <name>' argument 'everything' is invalid\. Allowed choices are stream, reader, switcher, events, all, saas, central\./,
  );
});

test("the help tells what each scenario is", () => {
  // Act
  const { status, stdout } = demo("--help");

  // Assess
  expect(status).toBe(0);
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "switcher: the account switcher, a function that assumes a role in the account whose ID it is given and acts there",
  );
});

test.each([
  [["--seed", "1.5"], "--seed", "Give a whole number from 1 to 2147483647."],
  [["--seed", "0"], "--seed", "Give a whole number from 1 to 2147483647."],
  [["--tenants", "51"], "--tenants", "Give a whole number from 2 to 50."],
  [["--tenants", "1"], "--tenants", "Give a whole number from 2 to 50."],
])("%j is refused", (parameters, option, remedy) => {
  // Act
  const { status, stderr } = demo("--scenario", "saas", ...parameters);

  // Assess
  expect(status).toBe(1);
  expect(stderr).toContain(`error: option '${option} <number>'`);
  expect(stderr).toContain(remedy);
});

test.each([
  [["--seed", "7"], "--seed is for the scenarios saas and central; this is stream"],
  [["--scenario", "reader", "--tenants", "5"], "--tenants is for the scenario saas; this is reader"],
  [["--scenario", "central", "--tenants", "5"], "--tenants is for the scenario saas; this is central"],
])("%j: an option that the scenario has no use for is refused", (parameters, cause) => {
  // Act
  const { status, stdout, stderr } = demo(...parameters);

  // Assess
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(`${cause}.\nLeave it out.\n`);
});

test("all options that the scenario has no use for are told at once", () => {
  // Act
  const { status, stderr } = demo("--seed", "7", "--tenants", "5");

  // Assess
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /--seed is for the scenarios saas and central[\s\S]*--tenants is for the scenario saas/,
  );
});
