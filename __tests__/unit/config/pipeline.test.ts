import { type Content, describeRules, REMOVED } from "./sample";

const ADMINISTRATORS =
  "is a role of administrators, and the pipeline's stack makes the deploy role. Name a role that does not exist yet, such as TerraformDeploy.";
const STATE = {
  type: "s3",
  bucket: "states",
  keyPrefix: "a",
  roleArn: "arn:aws:iam::222222222222:role/tf/State",
};

/** The sample with a pipeline in the source's account, and edits. */
const withPipeline = (edits: Content = {}): Content => ({
  pipeline: { account: "source", repository: "example-org/streams" },
  "accounts.source.deployRole": "Deploy",
  "accounts.consumer.deployRole": { name: "ci/Deploy" },
  ...edits,
});

describeRules("pipeline", [
  {
    rule: "its account is one of the file",
    passing: withPipeline(),
    failing: withPipeline({ "pipeline.account": "tooling" }),
    lines: [
      'pipeline.account: `accounts` has no "tooling". Define it there, or use one of: source, consumer.',
    ],
  },
  {
    rule: "only in its own account may jobs deploy without a role",
    passing: withPipeline({ "accounts.source.deployRole": null }),
    failing: withPipeline({ "accounts.consumer.deployRole": null }),
    lines: [
      "accounts.consumer.deployRole: is null, so jobs would have to start in this account. Name the role that the pipeline's stack is to make here, or make this account `pipeline.account`.",
    ],
  },
  {
    rule: "a deploy role is none of administrators",
    passing: withPipeline({ "pipeline.adminRole": null }),
    failing: withPipeline({
      "pipeline.adminRole": "Admin",
      "accounts.source.deployRole": REMOVED,
      "accounts.consumer.deployRole": "team/admin",
    }),
    lines: [
      `accounts.source.deployRole: ${ADMINISTRATORS}`,
      `accounts.consumer.deployRole: ${ADMINISTRATORS}`,
    ],
  },
  {
    rule: "an account has one entry",
    passing: withPipeline({ "accounts.other": { id: "333333333333", deployRole: "Deploy" } }),
    failing: withPipeline({ "accounts.other": { id: "111111111111", deployRole: "Deploy" } }),
    lines: [
      "accounts.other.id: is also the ID of accounts.source, and the pipeline's stacks would make its roles twice. Use one entry for the account.",
    ],
  },
  {
    rule: "each role has a name of its own, in an account",
    passing: withPipeline({
      backend: STATE,
      "pipeline.deployJobRole": "Jobs",
      "pipeline.planJobRole": "Plans",
      "pipeline.driftJobRole": "Drifts",
    }),
    failing: withPipeline({
      backend: STATE,
      "pipeline.planRole": "ci/deploy",
      "pipeline.driftRole": "deploy",
      "pipeline.planStateRole": "State",
      "pipeline.deployJobRole": "Jobs",
      "pipeline.planJobRole": "jobs",
      "pipeline.driftJobRole": "JOBS",
    }),
    lines: [
      "pipeline.planRole: is already the name of the role of accounts.source.deployRole. Give each role of the pipeline a name of its own.",
      "pipeline.driftRole: is already the name of the role of accounts.source.deployRole. Give each role of the pipeline a name of its own.",
      "pipeline.planRole: is already the name of the role of accounts.consumer.deployRole. Give each role of the pipeline a name of its own.",
      "pipeline.driftRole: is already the name of the role of accounts.consumer.deployRole. Give each role of the pipeline a name of its own.",
      "pipeline.planStateRole: is already the name of the role of backend.roleArn. Give each role of the pipeline a name of its own.",
      "pipeline.deployJobRole: is already the name of the role of pipeline.planJobRole. Give each role of the pipeline a name of its own.",
      "pipeline.driftJobRole: is already the name of the role of pipeline.planJobRole. Give each role of the pipeline a name of its own.",
    ],
  },
  {
    rule: "no stack has the name of one of its stacks",
    passing: withPipeline({ "sources.changes.stack": "pipeline-changes" }),
    failing: withPipeline({ "sources.changes.stack": "pipeline-source" }),
    lines: [
      'sources.changes.stack: the stack "pipeline-source" is already that of accounts.source. Give this entry another name with `stack`.',
    ],
  },
  {
    rule: "no pattern lets another repository, branch or environment in",
    passing: withPipeline({ "pipeline.branch": "release/1.x", "pipeline.githubEnvironment": "live_1.x" }),
    failing: withPipeline({
      "pipeline.repository": "example-org/*",
      "pipeline.branch": "release/*",
      "pipeline.githubEnvironment": "prod:*",
    }),
    lines: [
      'pipeline.repository: "example-org/*" is not a valid value here. Write the repository as owner/name.',
      'pipeline.branch: "release/*" is not a valid value here. Use letters, digits, slashes and the characters `_.@+=,-`.',
      'pipeline.githubEnvironment: "prod:*" is not a valid value here. Use letters, digits, hyphens, underscores and dots.',
    ],
  },
]);
