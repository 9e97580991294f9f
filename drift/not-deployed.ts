import type { DeployedFinding } from "../access/deployed/inventory/deployed-stack";
import { NOT_DEPLOYED } from "../access/inventory/finding";
import type { StackInventory } from "../access/inventory/stack-inventory";
import { DriftError } from "./drift-error";
import type { DriftFinding } from "./drift-finding";

/** Types whose elements are found by their names, whatever else is there. */
const FOUND_BY_NAME = [
  "aws_dynamodb_table",
  "aws_iam_role",
  "aws_lambda_function",
  "aws_s3_bucket",
  "aws_cloudwatch_log_group",
];

/**
 * Whether anything of a stack is there. What could not be read counts as there, and so does a stack of which nothing has a
 * name: one that only lets readers in to a table of somebody else.
 */
export function isDeployed(
  { name, elements }: StackInventory,
  findings: readonly DeployedFinding[],
): boolean {
  const missing = findings
    .filter(({ found, subject }) => found === NOT_DEPLOYED && subject.stack === name)
    .map(({ subject }) => subject.address);
  const found = Object.keys(elements).filter((address) =>
    FOUND_BY_NAME.includes(address.split(".")[0] ?? ""),
  );
  return found.length === 0 || found.some((address) => !missing.includes(address));
}

/** One finding for a whole stack, in place of one for each of its elements. */
export function stackMissing(stack: string): DriftFinding {
  return {
    place: stack,
    expected: `the stack ${stack}`,
    found: NOT_DEPLOYED,
    why: "It was never deployed, it is deployed in other accounts or under other names, or it was destroyed.",
    subject: { stack, address: "" },
    deployment: "puts back",
    advice: "If it was deployed before, new tables and buckets are empty.",
  };
}

/** The error that says that there is nothing to compare with. */
export function notDeployed(environmentName: string): DriftError {
  return new DriftError([
    {
      cause: `Nothing of the environment "${environmentName}" is deployed in its accounts`,
      remedy: "Deploy it first, or name the environment that is deployed with --environment",
    },
  ]);
}
