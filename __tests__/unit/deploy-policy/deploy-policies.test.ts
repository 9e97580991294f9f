import { deployPolicies, type PolicyHolder, type Scope } from "../../../deploy-policy/deploy-policies";
import type { Stack } from "../../../synthesized/stack";
import { temporaryFolder } from "../support/temporary-folder";
import { environmentStacks } from "./support/environment-stacks";

const folder = temporaryFolder();
const example = environmentStacks("example", folder);

function policies(stacks: readonly Stack[], scope: Scope, stack?: string): PolicyHolder[] {
  return deployPolicies({ environment: "example", stacks, scope, ...(stack && { stack }) });
}

/** Kind, role and names of policies of each holder. */
function summary(holders: readonly PolicyHolder[]) {
  return holders.map(({ kind, role, stacks, policies }) => [
    kind,
    role?.split("::")[1],
    stacks.join(" "),
    policies.map(({ name }) => name.replace(/-[0-9a-f]{8}$/, "")).join(" "),
  ]);
}

function actionsOf({ policies }: PolicyHolder): string[] {
  return policies.flatMap(({ document }) => document.Statement).flatMap(({ Action }) => Action);
}

test("one role an account, one for the state, and who assumes them", () => {
  // Act
  const holders = policies(example, "deploy");

  // Assess
  const role = "role/OrganizationAccountAccessRole";
  expect(summary(holders)).toEqual([
    ["deploy", `123456789012:${role}`, "source", "terraform-example-deploy"],
    ["state", "345678901234:role/TerraformState", "source consumer", "terraform-example-state"],
    ["deploy", `210987654321:${role}`, "consumer", "terraform-example-deploy"],
    ["caller", undefined, "source consumer", "terraform-example-caller"],
  ]);
  expect(holders.at(-1)?.policies[0]?.document.Statement).toEqual([
    {
      Effect: "Allow",
      Action: ["sts:AssumeRole"],
      Resource: [
        `arn:aws:iam::123456789012:${role}`,
        `arn:aws:iam::210987654321:${role}`,
        "arn:aws:iam::345678901234:role/TerraformState",
      ],
    },
  ]);
});

test("one stack: its roles only, with its name in the policies' names", () => {
  // Act
  const holders = policies(example, "deploy", "source");

  // Assess
  expect(summary(holders).map(([kind, , stacks, names]) => [kind, stacks, names])).toEqual([
    ["deploy", "source", "terraform-example-source-deploy"],
    ["state", "source", "terraform-example-source-state"],
    ["caller", "source", "terraform-example-source-caller"],
  ]);
});

test("a plan reads, and writes nothing but the lock of the state", () => {
  // Act
  const holders = policies(example, "plan");

  // Assess
  const reading = /^\w+:(Get|List|Describe)|^apigateway:GET$/;
  const others = holders.flatMap((holder) => actionsOf(holder).filter((action) => !reading.test(action)));
  expect(others.sort()).toEqual([
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "s3:DeleteObject",
    "s3:PutObject",
    "sts:AssumeRole",
  ]);
  expect(summary(holders).map(([, , , names]) => names)).toEqual([
    "terraform-example-plan",
    "terraform-example-state-plan",
    "terraform-example-plan",
    "terraform-example-caller-plan",
  ]);
});

test("a plan needs nothing that a deployment does not need", () => {
  // Act
  const [deploy, plan] = [policies(example, "deploy"), policies(example, "plan")];

  // Assess
  const known = new Set(deploy.flatMap(actionsOf));
  expect(plan.flatMap(actionsOf).filter((action) => !known.has(action))).toEqual([]);
});

test("without deploy roles and state role, the caller needs everything itself", () => {
  // Prepare
  const stacks = environmentStacks("minimal", folder).map((stack) => ({
    ...stack,
    json: { ...stack.json, provider: { aws: [{}] } },
  }));

  // Act
  const holders = policies(stacks, "deploy");

  // Assess
  expect(summary(holders)).toEqual([["caller", undefined, "source consumer", "terraform-example-caller"]]);
  expect(holders.flatMap(actionsOf)).toEqual(
    expect.arrayContaining(["dynamodb:CreateTable", "lambda:CreateFunction"]),
  );
  expect(holders.flatMap(actionsOf)).not.toContain("sts:AssumeRole");
});

test("what is not exact and what no sandbox has seen is said once for each reason", () => {
  // Act
  const [source] = policies(example, "deploy", "source");

  // Assess
  expect(source?.inexact).toContainEqual({
    actions: ["dynamodb:DeleteResourcePolicy", "dynamodb:GetResourcePolicy", "dynamodb:PutResourcePolicy"],
    text: "DynamoDB labels a stream with the time of its creation",
  });
  expect(source?.documented).toEqual([
    {
      actions: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      text: 'DynamoDB Developer Guide, "Encryption at rest", key policy for a customer managed key',
    },
    {
      actions: ["kms:CreateAlias", "kms:DeleteAlias"],
      text: 'KMS Developer Guide, "Control access to aliases"',
    },
  ]);
});

/** The source of the example, many times. */
function manySources(count: number): Stack[] {
  const source = example.find(({ name }) => name === "source") as Stack;
  const text = JSON.stringify(source);
  return Array.from({ length: count }, (_, index) => {
    const stack: Stack = JSON.parse(
      text.replaceAll("Orders", `Orders-of-a-tenant-with-a-long-name-${index}`),
    );
    return { ...stack, name: `source-${index}` };
  });
}

test.each([
  ["a few stacks fit into the policies of a role", 3, 1, false],
  ["more than AWS attaches to a role is pointed out", 200, 12, true],
])("%s", (_what, count, expected, tooMany) => {
  // Act
  const [deploy] = policies(manySources(count), "deploy");

  // Assess
  expect(deploy?.policies).toHaveLength(expected);
  expect(deploy?.tooMany).toBe(tooMany);
});
