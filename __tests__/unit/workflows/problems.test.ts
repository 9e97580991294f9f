import { expression } from "../support/elements";
import { npmCommands } from "./support/npm-commands";
import { problemsOf } from "./support/problems";
import type { Job, Workflow } from "./support/read-workflows";

const COMMIT = "0123456789012345678901234567890123456789";
const OWN = "github.event.pull_request.head.repo.full_name == github.repository";

/** A workflow for pull requests with one job. */
function workflow(job: Job, more: Partial<Workflow> = {}): Workflow {
  return { on: { pull_request: null }, permissions: {}, jobs: { job }, ...more };
}

test("a workflow that breaks no rule", () => {
  // Prepare
  const steps = [
    { uses: `actions/checkout@${COMMIT}`, with: { "persist-credentials": false } },
    { uses: "./.github/actions/prepare" },
    { run: 'npm run plan -- --environment "$ENVIRONMENT"', env: { KEY: expression("{ secrets.KEY }") } },
  ];

  // Act
  const problems = problemsOf(workflow({ if: OWN, permissions: { "id-token": "write" }, steps }));

  // Assess
  expect(problems).toEqual([]);
});

test.each<[string, Workflow, string]>([
  [
    "a tag",
    workflow({ steps: [{ uses: "actions/cache@v4" }] }),
    "actions/cache@v4 is not pinned to a commit",
  ],
  [
    "a kept token",
    workflow({ steps: [{ uses: `actions/checkout@${COMMIT}` }] }),
    "checkout keeps the token for later steps",
  ],
  [
    "an injected value",
    workflow({ steps: [{ run: `echo ${expression("{ github.head_ref }")}` }] }),
    `a value becomes part of a script: echo ${expression("{ github.head_ref }")}`,
  ],
  [
    "a token for any program",
    workflow({ steps: [{ run: "npm ci", env: { GITHUB_TOKEN: expression("{ github.token }") } }] }),
    "a step gets the token that does not talk to GitHub",
  ],
  ["another trigger", workflow({}, { on: { pull_request_target: null } }), "starts on pull_request_target"],
  [
    "no permissions at all",
    { on: { push: null }, jobs: {} },
    "leaves the permissions of its token to the repository",
  ],
  [
    "permissions for all",
    workflow({}, { permissions: { issues: "write" } }),
    "gives permissions to every job",
  ],
  [
    "credentials for a fork",
    workflow({ permissions: { "id-token": "write" } }),
    "job: gives a fork credentials or a token that writes",
  ],
  [
    "a secret for a fork",
    workflow({ steps: [{ run: "true", env: { KEY: expression("{ secrets.KEY }") } }] }),
    "job: gives a fork credentials or a token that writes",
  ],
  [
    "a way around the condition",
    workflow({ if: `${OWN} || true`, permissions: { "pull-requests": "write" } }),
    "job: gives a fork credentials or a token that writes",
  ],
  [
    "AWS and GitHub in one job",
    workflow({ if: OWN, permissions: { "id-token": "write", issues: "write" } }),
    "job: has credentials of AWS and writes issues",
  ],
  [
    "no approval",
    workflow({ steps: [{ run: "npm run apply -- --plans plans" }] }),
    "job: deploys without an environment, so without an approval",
  ],
])("%s is found", (_what, bad, problem) => {
  // Act
  const problems = problemsOf(bad);

  // Assess
  expect(problems).toEqual([problem]);
});

test("commands of a script are found with their options, and text in quotes is none", () => {
  // Act
  const commands = npmCommands(
    'x=$(npm run --silent pipeline -- matrix --environments "$A --no" --json)\nnpm run plan -- --out plans || test $? -eq 2\nnpm run docs',
  );

  // Assess
  expect(commands).toEqual([
    { script: "pipeline", subcommand: "matrix", options: ["--environments", "--json"] },
    { script: "plan", options: ["--out"] },
    { script: "docs", options: [] },
  ]);
});
