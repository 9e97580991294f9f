import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import { scripts } from "../../../package.json";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

/** Runs the command as `npm run access` does. */
function access(...parameters: string[]) {
  return accessWith(process.env, ...parameters);
}

function accessWith(env: NodeJS.ProcessEnv, ...parameters: string[]) {
  const [, ...command] = scripts.access.split(" ");
  return spawnSync(process.execPath, [...command, "--environment", "example", ...parameters], {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
    env,
  });
}

function synthesizeExample(): string {
  const outdir = join(folder, "example");
  const env = { ...process.env, ENVIRONMENT: "example", CDKTF_OUTDIR: outdir };
  spawnSync(process.execPath, ["-r", "./register.cjs", "main.ts"], { cwd: PROJECT_ROOT, env });
  return outdir;
}

test("the example environment differs in nothing: exit code 0, and the matrix in three forms", () => {
  // Prepare
  const [json, markdown] = [join(folder, "access.json"), join(folder, "access.md")];

  // Act
  const { status, stdout, stderr } = access("--json", json, "--markdown", markdown);

  // Assess
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(
    / {2}order-events \/ stream handler\n {4}stream of Orders +DescribeStream, GetRecords, GetShardIterator\n/,
  );
  expect(stdout).toMatch(/\n\d+ cells, 0 differ from the environment file\.\n--full shows every decision/);
  expect(stdout.split("\n").length).toBeLessThan(24);
  expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({
    differences: [],
    notes: [],
    inventory: [],
    guards: [],
  });
  expect(readFileSync(markdown, "utf8")).toMatch(/^# Access\n/);
});

test("roles that variables name for plans are not taken for the deploy roles of the file", () => {
  // Prepare
  const [own, planned] = [join(folder, "own.json"), join(folder, "planned.json")];

  // Act
  access("--json", own);
  const { status, stderr } = accessWith({ ...process.env, PLAN_ROLE: "TerraformPlan" }, "--json", planned);

  // Assess
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(readFileSync(planned, "utf8")).toBe(readFileSync(own, "utf8"));
});

test("--full: every decision, the statements that made it, and why rows are made up", () => {
  // Act
  const { status, stdout } = access("--full");

  // Assess
  expect(status).toBe(0);
  expect(stdout).toMatch(/order-events \/ stream handler +allow \[1\] +allow \[1\] +allow \[1\] +deny/);
  expect(stdout).toContain(
    "\nMade up:\n  another role of orders: Stands for every administrator of the account.\n",
  );
  expect(stdout).toMatch(/cells, 0 differ from the environment file\.\n$/);
});

test("a policy that was widened by hand in a copy: exit code 1, and the statement", () => {
  // Prepare
  const copy = join(folder, "copy");
  cpSync(synthesizeExample(), copy, { recursive: true });
  const file = join(copy, "stacks/consumer/cdk.tf.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("kms:Decrypt", "kms:*"));

  // Act
  const { status, stderr } = access("--synthesized", copy);

  // Assess
  expect(status).toBe(1);
  expect(stderr).toContain(
    "order-events / stream handler, Encrypt, key table_key of source, if it were open: allow, but the environment file expects deny: allowed by DecryptStreams (consumer aws_iam_role_policy.role_policy) and LetsIn (its policy)\n",
  );
});

test("what no question is about: exit code 1, the finding with both sides, and the rule that it breaks", () => {
  // Prepare
  const copy = join(folder, "added");
  cpSync(synthesizeExample(), copy, { recursive: true });
  const file = join(copy, "stacks/consumer/cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8"));
  const attachment = {
    role: "OrderEventsHandler",
    policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
  };
  stack.resource.aws_iam_role_policy_attachment = { more: { ...attachment, provider: "aws.account" } };
  stack.resource.aws_dynamodb_table = { more: { name: "More", provider: "aws.account" } };
  writeFileSync(file, JSON.stringify(stack));
  writeFileSync(join(copy, "stacks/consumer/more.tf"), "");
  const json = join(folder, "added.json");

  // Act
  const { status, stderr } = access("--synthesized", copy, "--json", json);

  // Assess
  expect(status).toBe(1);
  expect(stderr).toContain(
    `consumer aws_iam_role_policy_attachment.more
  expected: nothing
  found:    {"role":"OrderEventsHandler","policy_arn":"arn:aws:iam::aws:policy/AdministratorAccess","provider":"aws.account"}
  An attached policy adds everything that it allows to what its role may do.
`,
  );
  expect(stderr).toContain("consumer aws_dynamodb_table.more: [table-protection]");
  const { inventory, guards } = JSON.parse(readFileSync(json, "utf8"));
  expect(inventory.map(({ place }: { place: string }) => place)).toEqual([
    "consumer more.tf",
    "consumer aws_iam_role_policy_attachment.more",
    "consumer aws_dynamodb_table.more",
  ]);
  expect(guards.map(({ rule }: { rule: string }) => rule)).toContain("table-protection");
});

test("a policy that cannot be judged is a finding as well, before the error", () => {
  // Prepare
  const copy = join(folder, "computed");
  cpSync(synthesizeExample(), copy, { recursive: true });
  const file = join(copy, "stacks/consumer/cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8"));
  stack.resource.aws_iam_role_policy.role_policy.policy = `\${jsonencode({})}`;
  writeFileSync(file, JSON.stringify(stack));

  const [json, markdown] = [join(folder, "computed.json"), join(folder, "computed.md")];

  // Act
  const { status, stderr } = access("--synthesized", copy, "--json", json, "--markdown", markdown);

  // Assess
  expect(status).toBe(1);
  expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({
    cells: [],
    inventory: [{ place: "consumer aws_iam_role_policy.role_policy policy" }],
    error: expect.stringMatching(/^These policies cannot be judged before they are deployed:\n/),
  });
  expect(readFileSync(markdown, "utf8")).toMatch(
    /^# Access\n\n- Nobody could be judged:\n```\nThese policies cannot be judged before they are deployed:\n/,
  );
  expect(stderr).toContain(
    "consumer aws_iam_role_policy.role_policy policy\n  expected: literal JSON, each field once",
  );
  expect(stderr).toContain("These policies cannot be judged before they are deployed:");
});

test("a folder without stacks is one message and exit code 1, without a stack trace", () => {
  // Prepare
  const empty = join(folder, "empty");

  // Act
  const { status, stderr } = access("--synthesized", empty);

  // Assess
  expect(status).toBe(1);
  expect(stderr).toBe(
    `There are no synthesized stacks in ${empty}.\nGive the folder that \`cdktf synth --output\` wrote to, such as cdktf.out.\n`,
  );
});

test("--deployed without credentials is one message and exit code 1, without a stack trace", () => {
  // Prepare: two accounts, each of which is asked
  const bare = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder, "no-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
  };
  const json = join(folder, "no-credentials.json");

  // Act
  const { status, stdout, stderr } = accessWith(bare, "--deployed", "--json", json);

  // Assess
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toBe(
    "AWS: the real one, default credentials, region eu-central-1\nNo AWS credentials were found: Could not load credentials from any providers.\nSet AWS_PROFILE, or sign in with `aws sso login`, as someone who may enter every account of the environment.\n",
  );
  expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({
    cells: [],
    error: expect.stringMatching(/^No AWS credentials were found: /),
  });
});
