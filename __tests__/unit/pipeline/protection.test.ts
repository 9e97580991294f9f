import { requireProtection } from "../../../pipeline/protection";
import { servingGitHub } from "./support/serving";

const serving = servingGitHub();
const question = { environment: "production", unreviewed: false };
const reviewers = { type: "required_reviewers", reviewers: [{ type: "Team" }] };
const branches = { protected_branches: true, custom_branch_policies: false };

test("an environment with reviewers and chosen branches is protected", async () => {
  // Prepare
  const { server, github } = serving;
  server.environments.set("production", {
    protection_rules: [{ type: "branch_policy" }, reviewers],
    deployment_branch_policy: branches,
  });

  // Act
  const answer = requireProtection(github, question);

  // Assess
  await expect(answer).resolves.toBeUndefined();
});

test.each([
  ["only a timer", [{ type: "wait_timer" }]],
  ["a rule without reviewers", [{ type: "required_reviewers", reviewers: [] }]],
  ["no rules", undefined],
])("%s: nobody approves", async (_what, rules) => {
  // Prepare
  const { server, github } = serving;
  server.environments.set("production", { protection_rules: rules, deployment_branch_policy: branches });

  // Act
  const answer = requireProtection(github, question);

  // Assess
  await expect(answer).rejects.toThrow(
    'Nobody has to approve a deployment to the environment "production" on GitHub.',
  );
});

test("an environment that is meant to go without an approval", async () => {
  // Prepare
  const { server, github } = serving;
  server.environments.set("production", { protection_rules: [], deployment_branch_policy: branches });

  // Act
  const answer = requireProtection(github, { ...question, unreviewed: true });

  // Assess
  await expect(answer).resolves.toBeUndefined();
});

test.each([true, false])("every branch may deploy: refused, unreviewed %p", async (unreviewed) => {
  // Prepare
  const { server, github } = serving;
  server.environments.set("production", { protection_rules: [reviewers], deployment_branch_policy: null });

  // Act
  const answer = requireProtection(github, { environment: "production", unreviewed });

  // Assess
  await expect(answer).rejects.toThrow('Every branch may deploy to the environment "production" on GitHub.');
});

test("an environment that nobody made", async () => {
  // Act
  const answer = requireProtection(serving.github, question);

  // Assess
  await expect(answer).rejects.toThrow('The repository has no environment "production" on GitHub.');
});

test("another refusal is GitHub's own", async () => {
  // Prepare
  const { server, github } = serving;
  server.answers.push({ status: 403, body: { message: "Resource not accessible by integration" } });

  // Act
  const answer = requireProtection(github, question);

  // Assess
  await expect(answer).rejects.toThrow("with 403: Resource not accessible by integration");
});
