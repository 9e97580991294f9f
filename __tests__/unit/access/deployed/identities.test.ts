import { GetAccountAuthorizationDetailsCommand, IAMClient } from "@aws-sdk/client-iam";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import type { DeployedStack } from "../../../../access/deployed/inventory/deployed-stack";
import { identityFindings } from "../../../../access/deployed/inventory/identities";
import { Notes } from "../../../../access/deployed/inventory/notes";
import { expectedInventory } from "../../../../access/inventory/expected";
import { loadEnvironment } from "../../../../config/load-environment";
import { fromLoaded } from "../../../../config/loaded";
import type { Environment } from "../../../../config/schema";

/** The account of the stack `source` of the environment `example`, which is that of the pipeline's jobs as well. */
const ACCOUNT = "123456789012";
const iam = mockClient(IAMClient);

const PIPELINE: Environment["pipeline"] = {
  account: "orders",
  repository: "example-org/streams",
  branch: "main",
  oidcProvider: "create",
  adminRole: "team/Administrator",
  planRole: "ci/TerraformPlan",
  planStateRole: "TerraformStatePlan",
  driftRole: "TerraformDrift",
};

const EVERYTHING = { Effect: "Allow", Action: "*", Resource: "*" };
const READING = { Effect: "Allow", Action: ["dynamodb:DescribeTable", "iam:GetRole"], Resource: "*" };
const WIDENED =
  "The pipeline's stack makes it with fewer permissions. Deploying that stack takes back what was added to its policies; policies that no stack knows must be removed by hand.";
const UNNAMED = "The file does not name it. If it administers the account, name it with --administrator.";

function environmentWith(pipeline: Environment["pipeline"], deployRole: string | null): Environment {
  const { environment } = structuredClone(loadEnvironment("example"));
  const orders = fromLoaded(environment.accounts.orders, "accounts.orders");
  const accounts = { ...environment.accounts, orders: { ...orders, deployRole } };
  const state = { type: "s3", bucket: "states", keyPrefix: "a", lockFile: true } as const;
  const backend = { ...state, roleArn: `arn:aws:iam::${ACCOUNT}:role/TerraformState` };
  return { ...environment, accounts, backend, ...(pipeline && { pipeline }) };
}

/** Who is found in the account, by what each role's policy says. */
async function found(environment: Environment, roles: Readonly<Record<string, object>>) {
  const list = Object.entries(roles).map(([RoleName, statement]) => ({
    RoleName,
    Path: "/",
    Arn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
    RolePolicyList: [
      {
        PolicyName: "own",
        PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
      },
    ],
  }));
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ IsTruncated: false, RoleDetailList: list });
  const notes = new Notes();
  const inventory = fromLoaded(
    expectedInventory(environment, "example").find(({ name }) => name === "source"),
    "the stack source",
  );
  const place = { accountId: ACCOUNT, region: "eu-central-1", partition: "aws" };
  const reader = { iam: new IAMClient({ region: "eu-central-1" }) } as AccountReader;
  const arn = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/Orders`;
  // A key has no ARN here, so it is not judged.
  const resolve = (text: string) => text.replaceAll(/\$\{aws_dynamodb_table[^}]+\}/g, arn);
  const stack: DeployedStack = { inventory, ...place, reader, notes, resolve };
  const findings = await identityFindings({ name: "example", environment }, [stack], [], notes);
  return { roles: findings.map(({ place, why }) => [place.split(" ").at(-1), why]), notes: notes.lines };
}

test("the roles of the pipeline are known: its administrator is a note, and who only reads is nothing", async () => {
  // Prepare
  const environment = environmentWith(PIPELINE, "ci/TerraformDeploy");

  // Act
  const { roles, notes } = await found(environment, {
    Administrator: EVERYTHING,
    TerraformDeploy: EVERYTHING,
    TerraformPlan: READING,
    TerraformDrift: READING,
    TerraformState: READING,
    TerraformStatePlan: READING,
    "PipelineDeploy-example": READING,
    "PipelinePlan-example": READING,
    "PipelineDrift-example": READING,
  });

  // Assess
  expect(roles).toEqual([]);
  expect(notes).toEqual([
    `role Administrator of account ${ACCOUNT} is named as the administrator of the pipeline`,
  ]);
});

test("a role of the pipeline that may do more than its stack gives it is a finding that says so", async () => {
  // Prepare
  const environment = environmentWith(PIPELINE, "ci/TerraformDeploy");
  const names = [
    ...["TerraformPlan", "TerraformDrift", "TerraformState", "TerraformStatePlan"],
    ...["PipelineDeploy-example", "PipelinePlan-example", "PipelineDrift-example"],
  ];

  // Act
  const { roles } = await found(environment, Object.fromEntries(names.map((name) => [name, EVERYTHING])));

  // Assess
  expect(roles).toEqual(names.map((name) => [name, WIDENED]));
});

test("where jobs deploy with their own credentials, their role may do everything and no other", async () => {
  // Prepare
  const environment = environmentWith(PIPELINE, null);

  // Act
  const { roles } = await found(environment, {
    "PipelineDeploy-example": EVERYTHING,
    "PipelinePlan-example": EVERYTHING,
    TerraformPlan: EVERYTHING,
  });

  // Assess
  expect(roles).toEqual([
    ["PipelinePlan-example", WIDENED],
    ["TerraformPlan", UNNAMED],
  ]);
});

test("without a pipeline in the file, only the deploy role is known", async () => {
  // Prepare
  const environment = environmentWith(undefined, "ci/TerraformDeploy");

  // Act
  const { roles, notes } = await found(environment, {
    Administrator: EVERYTHING,
    TerraformDeploy: EVERYTHING,
    TerraformPlan: EVERYTHING,
  });

  // Assess
  expect(roles).toEqual([
    ["Administrator", UNNAMED],
    ["TerraformPlan", UNNAMED],
  ]);
  expect(notes).toEqual([]);
});
