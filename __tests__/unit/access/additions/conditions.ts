import { expression } from "../../support/synthesize";
import { attribute, removal, resource, setting } from "./addition";

const TABLE = "aws_dynamodb_table.table.lifecycle";
const CHECKS = "terraform_data.table_deployed_checks.lifecycle";
const STATE = "data.terraform_remote_state.source_changes";
/** An expression that always holds. */
const ALWAYS = expression("true");
const TRUE = { condition: ALWAYS, error_message: "never" };

/** Conditions that stop a plan, and the versions that plan it: weakened, taken out, or more of them. */
export const CONDITIONS = [
  attribute(
    "a stream that may be replaced",
    "source",
    `${TABLE}.postcondition.0.condition`,
    ALWAYS,
    "aws_dynamodb_table.table lifecycle.postcondition[0]",
  ),
  removal("no condition on the stream", "source", `${TABLE}.postcondition`),
  attribute(
    "two changes at once",
    "source",
    `${CHECKS}.precondition.0.condition`,
    ALWAYS,
    "terraform_data.table_deployed_checks lifecycle.precondition[0]",
  ),
  attribute(
    "no check of the deployed table",
    "source",
    `${CHECKS}.precondition`,
    undefined,
    "terraform_data.table_deployed_checks lifecycle",
  ),
  attribute(
    "no condition in the list",
    "source",
    `${CHECKS}.precondition`,
    [],
    "terraform_data.table_deployed_checks lifecycle.precondition",
  ),
  attribute(
    "a condition that runs a function on a file",
    "source",
    `${CHECKS}.precondition`,
    [{ condition: expression('file("/etc/passwd") != ""'), error_message: "x" }],
    "terraform_data.table_deployed_checks lifecycle.precondition[0]",
  ),
  attribute(
    "a condition where there is none",
    "consumer",
    "aws_iam_role.role.lifecycle",
    { postcondition: [TRUE] },
    "aws_iam_role.role lifecycle",
  ),
  setting(
    "an output that may be missing",
    "consumer",
    `${STATE}.lifecycle.postcondition`,
    [TRUE],
    `${STATE} lifecycle.postcondition`,
  ),
  setting(
    "a state that may be missing",
    "consumer",
    `${STATE}.lifecycle.precondition`,
    undefined,
    `${STATE} lifecycle.precondition`,
  ),
  setting(
    "any version of Terraform",
    "source",
    "terraform.required_version",
    ">= 0.12",
    "terraform.required_version",
  ),
  setting(
    "no Terraform named",
    "consumer",
    "terraform.required_version",
    undefined,
    "terraform.required_version",
  ),
  setting(
    "a provider besides",
    "source",
    "terraform.required_providers.external",
    { source: "external", version: "2.3.4" },
    "terraform.required_providers.external",
  ),
  setting(
    "a provider without a version",
    "source",
    "terraform.required_providers.aws",
    { source: "aws" },
    "terraform.required_providers.aws.version",
  ),
  resource(
    "a program that runs on apply",
    "source",
    "terraform_data.more",
    { provisioner: { "local-exec": { command: "id" } } },
    {},
  ),
  attribute(
    "a program that runs with the check",
    "source",
    "terraform_data.table_deployed_checks.provisioner",
    [{ "local-exec": { command: "id" } }],
    "terraform_data.table_deployed_checks provisioner",
  ),
  attribute(
    "a check that depends on the time",
    "source",
    "terraform_data.table_deployed_checks.triggers_replace",
    expression("timestamp()"),
    "terraform_data.table_deployed_checks triggers_replace",
  ),
  setting(
    "an assertion that reads an address",
    "source",
    "check",
    { more: { assert: [TRUE], data: { http: { more: { url: "https://example.com" } } } } },
    "check",
  ),
];
