import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../../../config/schema";

/** A change of the environment file that leads to an update of most resources, and lets everything be destroyed. */
export function changedEnvironment(environment: Environment): void {
  for (const account of Object.values(environment.accounts)) account.tags = { Environment: "changed" };
  unprotect(environment);
  for (const source of Object.values(environment.sources)) {
    source.pointInTimeRecovery = { enabled: true, recoveryPeriodInDays: 7 };
    source.timeToLive = { attribute: "expiresAt", enabled: false };
  }
  for (const consumer of Object.values(environment.consumers)) {
    consumer.function.memorySize = 1024;
    consumer.function.logRetentionDays = 7;
    for (const mapping of consumer.mappings) mapping.batchSize = 10;
    if (consumer.readerApi) consumer.readerApi.throttling = { rateLimit: 5, burstLimit: 5 };
  }
}

/** Settings of the first deployment that the change takes away. */
export function firstEnvironment(environment: Environment): void {
  for (const source of Object.values(environment.sources)) {
    source.timeToLive = { attribute: "expiresAt", enabled: true };
  }
  for (const consumer of Object.values(environment.consumers)) consumer.function.reservedConcurrency = 2;
}

/** The first deployment, but what is created half-way may be destroyed and created again. */
export function secondEnvironment(environment: Environment): void {
  firstEnvironment(environment);
  unprotect(environment);
}

function unprotect(environment: Environment): void {
  const unprotected = { deletionProtection: false, unprotectedBecause: "a rehearsal" };
  for (const source of Object.values(environment.sources)) {
    for (const table of [source, ...Object.values(source.tables)]) Object.assign(table, unprotected);
  }
}

/** New settings of a resource; those that are functions are made of the old ones. */
type Edits = Readonly<Record<string, unknown>>;

const renamed = (old: unknown) => String(old).replace(/"Sid":"(\w+)"/, '"Sid":"$1Changed"');
const described = (old: unknown) => `${old}, changed`;
const ROLE = { description: described, assume_role_policy: renamed, max_session_duration: 7200 };
const CODE = { source_code_hash: "another" };

/** What no environment file changes, but another version of this project may. */
const EDITS: Readonly<Record<string, Readonly<Record<string, Edits>>>> = {
  source: {
    "aws_kms_key.table_key": { description: described, policy: renamed },
    "aws_dynamodb_resource_policy.stream_policy": { policy: renamed },
    "aws_iam_role.access_role_auditor": ROLE,
    "aws_iam_role.access_role_devices": ROLE,
    "aws_iam_role_policy.access_role_devices_policy": { policy: renamed },
  },
  consumer: {
    "aws_apigatewayv2_api.reader_api": { description: described },
    "aws_apigatewayv2_authorizer.reader_api_authorizer": {
      jwt_configuration: { audience: ["others"], issuer: "https://login.example.com/" },
    },
    "aws_apigatewayv2_integration.reader_api_integration": { timeout_milliseconds: 5000 },
    "aws_apigatewayv2_route.reader_api_route": { authorization_scopes: ["devices/list"] },
    "aws_cloudwatch_composite_alarm.alarms_warning": { alarm_description: described },
    "aws_cloudwatch_dashboard.dashboard": {
      dashboard_body: (old: unknown) => String(old).replace("# ", "# Changed: "),
    },
    "aws_cloudwatch_metric_alarm.alarms_stream_handler_function_errors": { threshold: 2 },
    "aws_cloudwatch_query_definition.queries_denials": {
      query_string: (old: unknown) => `${old}\n| limit 9`,
    },
    "aws_iam_role.reader_role": ROLE,
    "aws_iam_role.role": ROLE,
    "aws_iam_role.switcher_role": ROLE,
    "aws_iam_role_policy.role_policy": { policy: renamed },
    "aws_kms_key.alarms_key": { description: described, policy: renamed },
    "aws_lambda_function.function": CODE,
    "aws_lambda_function.reader_function": CODE,
    "aws_lambda_function.switcher_function": CODE,
    "aws_lambda_layer_version.cross_account_layer": { description: described },
    "aws_lambda_permission.reader_api_permission": { statement_id: "another" },
    "aws_s3_bucket_policy.failure_bucket_policy": { policy: renamed },
    "aws_s3_bucket_public_access_block.failure_bucket_public_access_block": { block_public_acls: false },
    "aws_s3_bucket_server_side_encryption_configuration.failure_bucket_encryption": {
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: "AES256" },
          bucket_key_enabled: true,
        },
      ],
    },
    "aws_sns_topic.alarms_critical_topic": { policy: renamed },
    "aws_sns_topic.alarms_warning_topic": { policy: renamed },
    "aws_s3_bucket_versioning.failure_bucket_versioning": {
      versioning_configuration: { status: "Suspended" },
    },
  },
};

/** Edits the JSON of a synthesized stack. */
export function editStack(folder: string, stack: string): void {
  edit(folder, EDITS[stack] ?? {});
}

/** Gives the functions of a consumer's stack other code, and changes nothing else. */
export function editCode(folder: string): void {
  const functions = ["function", "reader_function", "switcher_function"];
  const code = { source_code_hash: "yet another" };
  edit(folder, Object.fromEntries(functions.map((name) => [`aws_lambda_function.${name}`, code])));
}

function edit(folder: string, changes: Readonly<Record<string, Edits>>): void {
  const file = join(folder, "cdk.tf.json");
  const json = JSON.parse(readFileSync(file, "utf8"));
  for (const [address, edits] of Object.entries(changes)) {
    const [type = "", name = ""] = address.split(".");
    const element = json.resource[type][name];
    for (const [setting, edit] of Object.entries(edits)) {
      element[setting] = typeof edit === "function" ? edit(element[setting]) : edit;
    }
  }
  writeFileSync(file, JSON.stringify(json));
}
