import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../../config/paths";
import { scripts } from "../../../../package.json";
import { recordedPlans } from "../../review/recorded";
import { writePlans } from "../../review/write-plans";
import { temporaryFolder } from "../../support/temporary-folder";

const root = temporaryFolder();

/** A folder with the plans of a recorded change, and the environment file beside it. */
function folderOf(name: string): string {
  const folder = mkdtempSync(join(root, "plans-"));
  const { stacks, content } = recordedPlans(name);
  writePlans(folder, stacks, { environment: "recorded" });
  writeFileSync(join(folder, "recorded.yaml"), JSON.stringify(content));
  return folder;
}

/** Runs the command as `npm run plan-review` does. */
function planReview(folder: string, ...options: string[]) {
  const [, ...command] = scripts["plan-review"].split(" ");
  const env = { ...process.env, ENVIRONMENTS_DIRECTORY: folder };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [...command, folder, ...options],
      { cwd: PROJECT_ROOT, env },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test("prints the comment, and writes JSON and SARIF", async () => {
  // Prepare
  const folder = folderOf("view-type");
  const [json, sarif] = [join(folder, "review.json"), join(folder, "review.sarif")];

  // Act
  const { code, stdout, stderr } = await planReview(folder, "--json", json, "--sarif", sarif);

  // Assess
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^<!-- plan-review recorded -->\n\n## Plan of <code>recorded<\/code>: 1 🔴 high/);
  const review = JSON.parse(readFileSync(json, "utf8"));
  expect(review.findings.map(({ rule }: { rule: string }) => rule)).toEqual([
    "stream-recreated",
    "view-type-changed",
    "stale-outputs",
    "policy-unknown",
  ]);
  const [run] = JSON.parse(readFileSync(sarif, "utf8")).runs;
  expect(run.results).toHaveLength(4);
});

test.each([
  ["high", "view-type", 1],
  ["any", "harmless", 0],
  ["access-gained", "key", 1],
])("--fail-on %s with the plans of %s: %d", async (condition, name, expected) => {
  // Prepare
  const folder = folderOf(name);

  // Act
  const { code, stderr } = await planReview(
    folder,
    "--fail-on",
    condition,
    "--markdown",
    join(folder, "a.md"),
  );

  // Assess
  expect({ code, stderr }).toEqual({ code: expected, stderr: "" });
});

test("a folder that does not exist is one message", async () => {
  // Act
  const { code, stdout, stderr } = await planReview(join(root, "missing"));

  // Assess
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^\S+missing: there are no plans here\.\nMake plans with `npm run plan`\.\n$/);
});

test("a file that cannot be written is named", async () => {
  // Prepare
  const folder = folderOf("harmless");

  // Act
  const { code, stderr } = await planReview(folder, "--json", join(folder, "none", "review.json"));

  // Assess
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^\S+review\.json: it cannot be written: ENOENT: .*\nGive a file in a folder that is there and may be written\.\n$/,
  );
});
