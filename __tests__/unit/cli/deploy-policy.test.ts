import { spawnSync } from "node:child_process";
import { PROJECT_ROOT } from "../../../config/paths";
import { scripts } from "../../../package.json";

/** Runs the command as `npm run deploy-policy` does. */
function deployPolicy(...parameters: string[]) {
  const [, ...command] = scripts["deploy-policy"].split(" ");
  const args = [...command, "--environment", "example", ...parameters];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("prints the policies of everyone who takes part", () => {
  // Act
  const { status, stdout, stderr } = deployPolicy();

  // Assess
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.match(/^# .*$/gm)).toEqual([
    "# arn:aws:iam::210987654321:role/OrganizationAccountAccessRole deploys the stack consumer",
    "# arn:aws:iam::345678901234:role/TerraformState keeps the state of the stacks consumer, source",
    "# arn:aws:iam::123456789012:role/OrganizationAccountAccessRole deploys the stack source",
    "# The identity that Terraform is started with, for the stacks consumer, source. The roles above must trust it.",
  ]);
  expect(stdout).toContain('"dynamodb:CreateTable"');
});

test("--plan-only --stack --json: one stack's reads, for scripts", () => {
  // Act
  const { status, stdout } = deployPolicy("--plan-only", "--stack", "source", "--json");

  // Assess
  expect(status).toBe(0);
  const names = JSON.parse(stdout).flatMap(({ policies }: { policies: { name: string }[] }) =>
    policies.map(({ name }) => name.replace(/-[0-9a-f]{8}$/, "")),
  );
  expect(names).toEqual([
    "terraform-example-source-plan",
    "terraform-example-source-state-plan",
    "terraform-example-source-caller-plan",
  ]);
  expect(stdout).not.toContain("CreateTable");
});

test("a stack that the environment does not have: exit code 1, and the one that was meant", () => {
  // Act
  const { status, stderr } = deployPolicy("--stack", "sorce");

  // Assess
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr:
      'The environment "example" has no stack sorce.\nDid you mean source? Use one of: consumer, source.\n',
  });
});

test("--help explains the options", () => {
  // Act
  const { status, stdout } = deployPolicy("--help");

  // Assess
  expect(status).toBe(0);
  for (const option of ["--environment <name>", "--stack <name>", "--plan-only", "--json"]) {
    expect(stdout).toContain(option);
  }
});
