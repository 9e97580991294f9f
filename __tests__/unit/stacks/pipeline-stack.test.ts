import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkEnvironment, type LoadedEnvironment } from "../../../config/load-environment";
import { pipelineStackNames } from "../../../config/pipeline-stacks";
import { withPlanRoles } from "../../../config/plan-roles";
import { formatProblem } from "../../../config/problem";
import { deployPolicies } from "../../../deploy-policy/deploy-policies";
import { synthesizePipeline } from "../../../stacks/synthesize-pipeline";
import { synthesizeTemporarily } from "../../../stacks/synthesize-temporarily";
import type { StackJson } from "../../../synthesized/stack-json";
import { policyOf } from "../support/elements";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const TOOLING = "999999999999";
const STATE_ACCOUNT = "345678901234";
const GITHUB = `arn:aws:iam::${TOOLING}:oidc-provider/token.actions.githubusercontent.com`;

/** The file `example` with a pipeline in an account of its own. */
function loaded(pipeline: object = {}, accounts: Record<string, object> = {}): LoadedEnvironment {
  const content = parse(readFileSync(join(__dirname, "../../fixtures/environments/example.yaml"), "utf8"));
  const { orders, analytics } = content.accounts;
  content.accounts = {
    orders: { ...orders, deployRole: { name: "ci/Deploy", externalId: "pipeline-1", sessionDuration: 7200 } },
    analytics: { ...analytics, deployRole: "Deploy" },
    tooling: { id: TOOLING, deployRole: null },
    ...accounts,
  };
  content.pipeline = { account: "tooling", repository: "example-org/streams", ...pipeline };
  const { environment, problems } = checkEnvironment(content);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!environment || errors.length > 0) throw new Error(errors.map(formatProblem).join("\n"));
  return { name: "production", file: "production.yaml", environment, warnings: [] };
}

/** The pipeline's stacks by name. */
function synthesized(environment: LoadedEnvironment): Record<string, StackJson> {
  const outdir = synthesizePipeline(environment, mkdtempSync(join(folder, "out-")));
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
  const names = Object.keys(stacks);
  return Object.fromEntries(
    names.map((name) => [
      name,
      JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8")),
    ]),
  );
}

const stacks = synthesized(loaded());

/** What a role is and whom it trusts. */
function role(stack: string, name: string, all = stacks) {
  const element = all[stack]?.resource?.aws_iam_role?.[name];
  if (!element) throw new Error(`no role ${name} in ${stack}`);
  const { Statement } = policyOf(element, "assume_role_policy") as unknown as { Statement: object[] };
  return { name: element.name, path: element.path, seconds: element.max_session_duration, trust: Statement };
}

/** The policies of a role, as they are attached to it. */
function policiesOf(stack: string, name: string) {
  const { aws_iam_policy: policies = {}, aws_iam_role_policy_attachment: attachments = {} } =
    stacks[stack]?.resource ?? {};
  return Object.values(attachments)
    .filter((attachment) => attachment.role === `\${aws_iam_role.${name}.id}`)
    .map(({ policy_arn }) => {
      const address = /aws_iam_policy\.(\w+)\.arn/.exec(String(policy_arn))?.[1] ?? "";
      return { name: policies[address]?.name, document: JSON.parse(String(policies[address]?.policy)) };
    });
}

function trustOfJobs(sub: string | string[]) {
  return [
    {
      Sid: "JobsOfGitHub",
      Effect: "Allow",
      Principal: { Federated: GITHUB },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": sub,
        },
      },
    },
  ];
}

test("a stack for each account, with the roles in it", () => {
  // Act
  const roles = Object.entries(stacks).map(([name, { resource }]) => [
    name,
    Object.keys(resource?.aws_iam_role ?? {}),
    Object.keys(resource?.aws_iam_openid_connect_provider ?? {}),
  ]);

  // Assess
  expect(roles).toEqual([
    ["pipeline-analytics", ["deploy", "drift", "plan"], []],
    ["pipeline-orders", ["deploy", "drift", "plan"], []],
    ["pipeline-tooling", ["job_deploy", "job_drift", "job_plan"], ["github"]],
  ]);
});

test("their names are known without synthesizing them", () => {
  // Prepare
  const state = { state: { id: STATE_ACCOUNT, deployRole: "Deploy" } };
  const unused = { tooling: { id: TOOLING, deployRole: "Deploy" } };
  const variants = [loaded(), loaded({ account: "orders" }, unused), loaded({}, state)];

  // Act
  const names = variants.map(({ environment }) => pipelineStackNames(environment).sort());

  // Assess
  expect(names).toEqual(variants.map((variant) => Object.keys(synthesized(variant)).sort()));
});

test("jobs are let in by their exact subject and audience, once the provider exists", () => {
  // Act
  const { trust: deploy } = role("pipeline-tooling", "job_deploy");
  const { trust: plan } = role("pipeline-tooling", "job_plan");
  const { trust: drift } = role("pipeline-tooling", "job_drift");

  // Assess
  expect(deploy).toEqual(trustOfJobs("repo:example-org/streams:environment:production"));
  expect(plan).toEqual(
    trustOfJobs(["repo:example-org/streams:pull_request", "repo:example-org/streams:ref:refs/heads/main"]),
  );
  expect(drift).toEqual(trustOfJobs("repo:example-org/streams:ref:refs/heads/main"));
  expect(stacks["pipeline-tooling"]?.resource?.aws_iam_role?.job_plan?.depends_on).toEqual([
    "aws_iam_openid_connect_provider.github",
  ]);
});

test("the roles in an account trust the job's role and no other, with the external ID of the file", () => {
  // Act
  const deploy = role("pipeline-orders", "deploy");
  const plan = role("pipeline-orders", "plan");
  const drift = role("pipeline-orders", "drift");

  // Assess
  const trust = (Sid: string, job: string) => [
    {
      Sid,
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${TOOLING}:root` },
      Action: "sts:AssumeRole",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${TOOLING}:role/${job}` },
        StringEquals: { "sts:ExternalId": "pipeline-1" },
      },
    },
  ];
  expect(deploy).toEqual({
    name: "Deploy",
    path: "/ci/",
    seconds: 7200,
    trust: trust("DeployJobAssumes", "PipelineDeploy-production"),
  });
  expect(plan).toEqual({
    name: "TerraformPlan",
    path: undefined,
    seconds: 3600,
    trust: trust("PlanJobAssumes", "PipelinePlan-production"),
  });
  expect(drift).toEqual({
    name: "TerraformDrift",
    path: undefined,
    seconds: 3600,
    trust: trust("DriftJobAssumes", "PipelineDrift-production"),
  });
});

test("each role has exactly the policies that the command prints", () => {
  // Prepare
  const { environment, ...rest } = loaded();
  const printed = deployPolicies({
    environment: "production",
    stacks: synthesizeTemporarily({ ...rest, environment }),
    scope: "deploy",
  });
  const ofRole = (arn: string | undefined) => printed.find(({ role }) => role === arn)?.policies;

  // Act
  const orders = policiesOf("pipeline-orders", "deploy");
  const jobs = policiesOf("pipeline-tooling", "job_deploy");

  // Assess
  expect(orders).toEqual(ofRole("arn:aws:iam::123456789012:role/ci/Deploy"));
  expect(jobs).toEqual(ofRole(undefined));
});

test("who plans may read, and assume the roles that read", () => {
  // Act
  const actions = (stack: string, name: string) =>
    policiesOf(stack, name).flatMap(({ document }) =>
      document.Statement.flatMap((statement: { Action: string[] }) => statement.Action),
    );
  const assumed = policiesOf("pipeline-tooling", "job_plan").flatMap(({ document }) => document.Statement);

  // Assess
  const writes = /:(Create|Put|Update|Delete|Attach|Tag|Untag|Add)/;
  expect(actions("pipeline-orders", "plan").filter((action) => writes.test(action))).toEqual([]);
  expect(actions("pipeline-orders", "deploy").filter((action) => writes.test(action))).toContain(
    "dynamodb:CreateTable",
  );
  expect(assumed).toEqual([
    {
      Effect: "Allow",
      Action: ["sts:AssumeRole"],
      Resource: [
        "arn:aws:iam::123456789012:role/TerraformPlan",
        "arn:aws:iam::210987654321:role/TerraformPlan",
        `arn:aws:iam::${STATE_ACCOUNT}:role/TerraformStatePlan`,
      ],
    },
  ]);
});

test("who looks for drift has exactly the policies that --drift prints", () => {
  // Prepare
  const { environment, ...rest } = loaded();
  const variant = withPlanRoles(environment, { PLAN_ROLE: "TerraformDrift" });
  const printed = deployPolicies({
    environment: "production",
    stacks: synthesizeTemporarily({ ...rest, environment: variant }),
    scope: "drift",
  });

  // Act
  const found = {
    "arn:aws:iam::123456789012:role/TerraformDrift": policiesOf("pipeline-orders", "drift"),
    "arn:aws:iam::210987654321:role/TerraformDrift": policiesOf("pipeline-analytics", "drift"),
    caller: policiesOf("pipeline-tooling", "job_drift"),
  };

  // Assess
  expect(Object.fromEntries(printed.map(({ role = "caller", policies }) => [role, policies]))).toEqual(found);
  expect(found.caller.flatMap(({ document }) => document.Statement)).toEqual([
    {
      Effect: "Allow",
      Action: ["sts:AssumeRole"],
      Resource: [
        "arn:aws:iam::123456789012:role/TerraformDrift",
        "arn:aws:iam::210987654321:role/TerraformDrift",
      ],
    },
  ]);
});

test("the administrator deploys with a role of their own, also where the state is", () => {
  // Act
  const { provider, terraform } = stacks["pipeline-orders"] ?? {};

  // Assess
  expect(provider?.aws).toMatchObject([
    { assume_role: [{ role_arn: "arn:aws:iam::123456789012:role/OrganizationAccountAccessRole" }] },
  ]);
  expect(terraform?.backend?.s3).toMatchObject({
    key: "cross-account-streams/example/pipeline-orders.tfstate",
    assume_role: { role_arn: `arn:aws:iam::${STATE_ACCOUNT}:role/OrganizationAccountAccessRole` },
  });
});

test("outputs are the values of the workflows' variables", () => {
  // Act
  const { output = {} } = stacks["pipeline-tooling"] ?? {};

  // Assess
  expect(Object.fromEntries(Object.entries(output).map(([name, { value }]) => [name, value]))).toEqual({
    PLAN_ROLE_ARN: `arn:aws:iam::${TOOLING}:role/PipelinePlan-production`,
    DEPLOY_ROLE_ARN: `arn:aws:iam::${TOOLING}:role/PipelineDeploy-production`,
    DRIFT_ROLE_ARN: `arn:aws:iam::${TOOLING}:role/PipelineDrift-production`,
    PLAN_ROLE: "TerraformPlan",
    DRIFT_ROLE: "TerraformDrift",
    PLAN_STATE_ROLE: `arn:aws:iam::${STATE_ACCOUNT}:role/TerraformStatePlan`,
  });
});

test("names of one's own, a provider that exists, the administrator's own credentials, the state's account in the file", () => {
  // Act
  const all = synthesized(
    loaded(
      {
        branch: "trunk",
        githubEnvironment: "live",
        oidcProvider: "existing",
        adminRole: null,
        planRole: "ci/Plan",
        planStateRole: "StatePlan",
        driftRole: "ci/Drift",
        planJobRole: "JobPlan",
        deployJobRole: "JobDeploy",
        driftJobRole: "JobDrift",
      },
      { state: { id: STATE_ACCOUNT, deployRole: "Deploy" } },
    ),
  );

  // Assess
  const tooling = all["pipeline-tooling"];
  expect(tooling?.resource?.aws_iam_openid_connect_provider).toBeUndefined();
  expect(tooling?.provider?.aws?.[0]?.assume_role).toBeUndefined();
  expect(tooling?.terraform?.backend?.s3).not.toHaveProperty("assume_role");
  expect(role("pipeline-tooling", "job_deploy", all).trust).toEqual(
    trustOfJobs("repo:example-org/streams:environment:live"),
  );
  expect(role("pipeline-tooling", "job_plan", all)).toMatchObject({
    name: "JobPlan",
    trust: trustOfJobs([
      "repo:example-org/streams:pull_request",
      "repo:example-org/streams:ref:refs/heads/trunk",
    ]),
  });
  expect(role("pipeline-tooling", "job_drift", all)).toMatchObject({
    name: "JobDrift",
    trust: trustOfJobs("repo:example-org/streams:ref:refs/heads/trunk"),
  });
  expect(role("pipeline-orders", "plan", all)).toMatchObject({ name: "Plan", path: "/ci/" });
  expect(role("pipeline-orders", "drift", all)).toMatchObject({ name: "Drift", path: "/ci/" });
  expect(role("pipeline-state", "state", all)).toMatchObject({ name: "TerraformState" });
  expect(role("pipeline-state", "state_plan", all)).toMatchObject({ name: "StatePlan" });
});

test("an environment without a pipeline has no such stacks", () => {
  // Prepare
  const { environment, ...rest } = loaded();
  const { pipeline: _, ...others } = environment;

  // Act
  const act = () => synthesizePipeline({ ...rest, environment: others }, folder);

  // Assess
  expect(act).toThrow(
    'The environment "production" has no `pipeline`.\nAdd it to the file (docs/configuration.md), or unset STACKS.',
  );
});

test("a name of a file that makes a role's name too long", () => {
  // Prepare
  const long = { ...loaded(), name: "a".repeat(60) };

  // Act
  const act = () => synthesizePipeline(long, folder);

  // Assess
  expect(act).toThrow(
    /^pipeline\.planJobRole: the role PipelinePlan-a+ would have 73 characters, more than the 64/,
  );
});
