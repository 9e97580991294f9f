import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import cdktfJson from "../../cdktf.json";
import { PROJECT_ROOT } from "../../config/paths";
import { temporaryFolder } from "./support/temporary-folder";

const folder = temporaryFolder();

/** Runs the app as the CDKTF CLI does. */
function runApp(environment: string, variables: NodeJS.ProcessEnv = {}) {
  const [command = "", ...parameters] = cdktfJson.app.split(" ");
  const outdir = join(folder, environment);
  const env = { ...process.env, ENVIRONMENT: environment, CDKTF_OUTDIR: outdir, ...variables };
  const { status, stderr } = spawnSync(command, parameters, { cwd: PROJECT_ROOT, env, encoding: "utf8" });
  return { status, stderr, outdir };
}

test("the app synthesizes the environment that ENVIRONMENT names", () => {
  // Prepare
  const environment = "sandbox";

  // Act
  const { status, stderr, outdir } = runApp(environment);

  // Assess
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(readdirSync(join(outdir, "stacks")).sort()).toEqual(["consumer", "source"]);
});

test("an environment that is not there is one message and exit code 1, without a stack trace", () => {
  // Prepare
  const environment = "nowhere";

  // Act
  const { status, stderr } = runApp(environment);

  // Assess
  expect(status).toBe(1);
  expect(stderr).toMatch(/^There is no environment "nowhere" in .*\.\nSet ENVIRONMENT to one of: .*\n$/);
});

test.each([
  ["everything", 'variable STACKS: "everything" names no stacks.\nUse pipeline, or unset it.\n'],
  [
    "pipeline",
    'The environment "sandbox" has no `pipeline`.\nAdd it to the file (docs/configuration.md), or unset STACKS.\n',
  ],
])("STACKS=%s is refused where it means nothing", (stacks, message) => {
  // Act
  const { status, stderr } = runApp("sandbox", { STACKS: stacks });

  // Assess
  expect({ status, stderr }).toEqual({ status: 1, stderr: message });
});
