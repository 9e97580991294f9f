import { partitionOf } from "../../../config/arns";
import type { ConfiguredFunction, FunctionPart } from "../../../config/functions";
import type { ExpectedStatement, Settings } from "../stack-inventory";
import { permittedStatements } from "./permissions";
import { roleSettings } from "./roles";
import { literal, ref } from "./text";

/** How the resources of each function are called: the stack's main function has no name of its own. */
export const PREFIXES: Readonly<Record<FunctionPart, string>> = {
  "stream-handler": "",
  "reader-api": "reader_",
  "account-switcher": "switcher_",
  "usage-meter": "meter_",
};

const POLICY_NAMES: Readonly<Record<FunctionPart, string>> = {
  "stream-handler": "consume-streams",
  "reader-api": "reach-into-accounts",
  "account-switcher": "reach-into-accounts",
  "usage-meter": "meter-usage",
};

/** The layer that the functions with access to other accounts share. */
export const LAYER = "aws_lambda_layer_version.cross_account_layer";

/** A function with its role, its policies and its log. */
export function functionElements(
  fn: ConfiguredFunction,
  statements: readonly ExpectedStatement[],
  managed: readonly ExpectedManagedPolicy[] = [],
): Record<string, Settings> {
  const prefix = PREFIXES[fn.part];
  const { config, role } = fn;
  const own = permittedStatements(fn);
  const name = `aws_iam_role.${prefix}role`;
  return {
    [name]: { ...roleSettings(role), assume_role_policy: [LAMBDA_ASSUMES] },
    [`aws_iam_role_policy.${prefix}role_policy`]: {
      name: POLICY_NAMES[fn.part],
      role: ref(name, "id"),
      policy: [...statements, writeLog(fn), ...(config.tracing ? [SEND_TRACES] : [])],
    },
    ...(own.length > 0 && {
      [`aws_iam_role_policy.${prefix}role_own_policy`]: {
        name: "own-permissions",
        role: ref(name, "name"),
        policy: own,
      },
    }),
    ...managedElements(fn, managed),
    [`aws_cloudwatch_log_group.${prefix}log_group`]: {
      name: logGroup(fn),
      retention_in_days: config.logRetentionDays,
      kms_key_id: literal(config.logKeyArn),
    },
    [`aws_lambda_function.${prefix}function`]: functionSettings(fn, prefix),
  };
}

/** A managed policy of a function's role. */
export interface ExpectedManagedPolicy {
  readonly number: number;
  readonly statements: readonly ExpectedStatement[];
}

function managedElements(
  { part, role }: ConfiguredFunction,
  managed: readonly ExpectedManagedPolicy[],
): Record<string, Settings> {
  const prefix = PREFIXES[part];
  return Object.fromEntries(
    managed.flatMap(({ number, statements }) => {
      const name = `${prefix}role_streams_${number}`;
      const policy = {
        name: `${role.roleName}-streams-${number}`,
        path: role.rolePath === "/" ? undefined : role.rolePath,
        policy: statements,
      };
      const attachment = {
        role: ref(`aws_iam_role.${prefix}role`, "id"),
        policy_arn: ref(`aws_iam_policy.${name}`, "arn"),
      };
      return [
        [`aws_iam_policy.${name}`, policy],
        [`aws_iam_role_policy_attachment.${name}_attachment`, attachment],
      ] as const;
    }),
  );
}

function functionSettings({ config, layered, variables }: ConfiguredFunction, prefix: string): Settings {
  return {
    function_name: config.name,
    role: ref(`aws_iam_role.${prefix}role`, "arn"),
    runtime: "nodejs22.x",
    handler: "index.handler",
    filename: `assets/${prefix}function_code`,
    layers: layered ? [ref(LAYER, "arn")] : undefined,
    environment: { variables: literal(variables) },
    reserved_concurrent_executions: config.reservedConcurrency,
    tracing_config: { mode: config.tracing ? "Active" : "PassThrough" },
    logging_config: {
      log_format: "JSON",
      application_log_level: config.logLevel,
      log_group: ref(`aws_cloudwatch_log_group.${prefix}log_group`, "name"),
    },
  };
}

function logGroup({ config }: ConfiguredFunction): string {
  return `/aws/lambda/${config.name}`;
}

function writeLog(fn: ConfiguredFunction): ExpectedStatement {
  const { accountId, region } = fn;
  const arn = `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:${logGroup(fn)}`;
  return {
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${arn}:*`,
  };
}

const LAMBDA_ASSUMES: ExpectedStatement = {
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
};

/** AWS X-Ray has no resources for these actions (Service Authorization Reference). */
const SEND_TRACES: ExpectedStatement = {
  Effect: "Allow",
  Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  Resource: "*",
};
