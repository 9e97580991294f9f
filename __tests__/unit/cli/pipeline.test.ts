import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import { scripts } from "../../../package.json";
import { servingGitHub } from "../pipeline/support/serving";
import { temporaryFolder } from "../support/temporary-folder";

const serving = servingGitHub();
const folder = temporaryFolder();
const text = join(folder, "text.md");
writeFileSync(text, "Two stacks change.\n");

const JOB = { GITHUB_SHA: "0123456789012345678901234567890123456789", GITHUB_REF: "refs/pull/7/merge" };

/** Runs the command as a job of GitHub Actions does with `npm run pipeline`. */
function pipeline(...parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [, ...command] = scripts.pipeline.split(" ");
  const env = { ...process.env, ...JOB, ...serving.server.variables };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...command, ...parameters],
      { cwd: PROJECT_ROOT, env },
      (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      },
    );
  });
}

test("matrix --json: one line, as a job reads it", async () => {
  // Act
  const { code, stdout, stderr } = await pipeline(
    "matrix",
    "--environments",
    "example terraform-cloud",
    "--json",
  );

  // Assess
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  const { include } = JSON.parse(stdout) as { include: { environment: string }[] };
  expect(include.map(({ environment }) => environment)).toEqual(["example", "terraform-cloud"]);
});

test("matrix: a line for each stack", async () => {
  // Act
  const { stdout } = await pipeline("matrix", "--environments", "example");

  // Assess
  expect(stdout).toBe(`example (eu-central-1, state: s3)
  source: account 123456789012, eu-central-1, as arn:aws:iam::123456789012:role/OrganizationAccountAccessRole
  consumer, after source: account 210987654321, eu-central-1, as arn:aws:iam::210987654321:role/OrganizationAccountAccessRole
`);
});

test("comment: written once, replaced the second time", async () => {
  // Prepare
  const comment = ["comment", "--pr", "7", "--file", text, "--marker", "plan/example"];
  await pipeline(...comment);
  writeFileSync(text, "Nothing changes.\n");

  // Act
  const result = await pipeline(...comment);

  // Assess
  const { server } = serving;
  expect(result).toEqual({ code: 0, stdout: `Comment updated: ${server.url}/posts/1\n`, stderr: "" });
  expect(server.comments.map(({ body }) => body)).toEqual([
    "<!-- pipeline:plan/example -->\nNothing changes.\n",
  ]);
});

test("issue and close-issue: opened, and closed when it is over", async () => {
  // Prepare
  await pipeline("issue", "--title", "Drift", "--file", text, "--marker", "drift/example");

  // Act
  const result = await pipeline("close-issue", "--marker", "drift/example", "--reason", "It is gone.");

  // Assess
  const { server } = serving;
  expect(result).toEqual({ code: 0, stdout: `Issue closed: ${server.url}/posts/1\n`, stderr: "" });
  expect(server.issues).toMatchObject([{ title: "Drift", state: "closed" }]);
});

test("sarif: the commit is that of the job", async () => {
  // Prepare
  const sarif = join(folder, "plan.sarif");
  writeFileSync(sarif, '{"version":"2.1.0","runs":[]}');

  // Act
  const result = await pipeline("sarif", "--file", sarif);

  // Assess
  expect(result).toEqual({ code: 0, stdout: "Findings uploaded: upload-1\n", stderr: "" });
  expect(serving.server.received[0]?.body).toMatchObject({
    commit_sha: JOB.GITHUB_SHA,
    ref: "refs/pull/7/merge",
  });
});

test("approval: an environment without reviewers, unless it is meant to be", async () => {
  // Prepare
  serving.server.environments.set("staging", { protection_rules: [], deployment_branch_policy: {} });

  // Act
  const refused = await pipeline("approval", "--environment", "staging");
  const meant = await pipeline("approval", "--environment", "staging", "--unreviewed", "staging");

  // Assess
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(
    'Nobody has to approve a deployment to the environment "staging" on GitHub.',
  );
  expect(meant).toEqual({ code: 0, stdout: 'The environment "staging" is protected.\n', stderr: "" });
});

test("trust: a policy as JSON", async () => {
  // Act
  const { code, stdout } = await pipeline(
    "trust",
    "--repository",
    "acme/streams",
    "--account",
    "123456789012",
  );

  // Assess
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ Version: "2012-10-17" });
});

test.each([
  ["a refusal", ["comment", "--pr", "7", "--file", text, "--marker", "a"], "with 401: Bad credentials"],
  [
    "a file that is not there",
    ["comment", "--pr", "7", "--file", "none.md", "--marker", "a"],
    "none.md: it cannot be read",
  ],
  ["no number", ["comment", "--pr", "7; id", "--file", text, "--marker", "a"], "It is a whole number."],
  ["no plans", ["fingerprint", "--plans", folder], "there are no plans here"],
  ["a sandbox", ["matrix", "--environments", "sandbox"], 'The environment "sandbox" is a sandbox'],
])("%s: exit code 1, and not a word of the token", async (_what, parameters, message) => {
  // Prepare
  jest.spyOn(serving.server, "variables", "get").mockReturnValue({
    GITHUB_API_URL: serving.server.url,
    GITHUB_REPOSITORY: "acme/streams",
    GITHUB_TOKEN: "expired-token",
  });

  // Act
  const { code, stdout, stderr } = await pipeline(...parameters);

  // Assess
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("expired-token");
});

test("an empty file is no text", async () => {
  // Prepare
  const empty = join(folder, "empty.md");
  writeFileSync(empty, "\n");

  // Act
  const { code, stderr } = await pipeline("issue", "--title", "Drift", "--file", empty, "--marker", "a");

  // Assess
  expect(code).toBe(1);
  expect(stderr).toContain("empty.md: the file is empty.\nLook at what should have written it.");
});
