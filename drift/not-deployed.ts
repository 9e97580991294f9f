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

/** All that tells of a mapping stack whether it is there. */
const MAPPING = "aws_lambda_event_source_mapping";

/** What no drift is looked for in. A mapping stack to which no tenant belongs holds nothing else. */
const NOT_COMPARED = /^(?:data\.terraform_remote_state|aws_cloudwatch_(?:metric|composite)_alarm)\./;

/**
 * Whether anything of a stack is there. What could not be read counts as there, and so does a stack of which nothing has a
 * name: one that only lets readers in to a table of somebody else.
 */
export function isDeployed(inventory: StackInventory, findings: readonly DeployedFinding[]): boolean {
  const missing = findings
    .filter(({ found, subject }) => found === NOT_DEPLOYED && subject.stack === inventory.name)
    .map(({ subject }) => subject.address);
  const telling = tellingOf(inventory);
  return telling.length === 0 || telling.some((address) => !missing.includes(address));
}

/** Whether a stack has nothing that could be there or not. */
export function isEmpty({ elements }: StackInventory): boolean {
  return Object.keys(elements).every((address) => NOT_COMPARED.test(address));
}

/** The elements that tell whether a stack was deployed. */
function tellingOf({ elements }: StackInventory): string[] {
  const addresses = Object.keys(elements);
  const named = addresses.filter((address) => FOUND_BY_NAME.includes(typeOf(address)));
  return named.length > 0 ? named : addresses.filter((address) => typeOf(address) === MAPPING);
}

function typeOf(address: string): string {
  return address.split(".")[0] ?? "";
}

/** One finding for a whole stack, in place of one for each of its elements. */
export function stackMissing(inventory: StackInventory): DriftFinding {
  const { name: stack } = inventory;
  const holdsMappings = tellingOf(inventory).every((address) => typeOf(address) === MAPPING);
  return {
    place: stack,
    expected: `the stack ${stack}`,
    found: NOT_DEPLOYED,
    why: "It was never deployed, it is deployed in other accounts or under other names, or it was destroyed.",
    subject: { stack, address: "" },
    deployment: "puts back",
    advice: holdsMappings
      ? "New mappings begin at their starting position, not where the old ones were."
      : "If it was deployed before, new tables and buckets are empty.",
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
