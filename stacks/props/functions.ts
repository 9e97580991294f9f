import type { ConfiguredFunction } from "../../config/functions";
import { permissionsOf } from "../../config/permissions";
import type { FunctionCode } from "../../constructs/code-asset";
import type { FunctionPermissions } from "../../constructs/function-permissions";
import type { FunctionWithRoleProps } from "../../constructs/function-with-role";
import type { PolicyStatement } from "../../constructs/policy-document";
import { terraformLiterals } from "../terraform-literal";

/** What a function is made of besides its settings in the environment file. */
export interface FunctionContext {
  readonly code: FunctionCode;
  /** What the function does, as AWS's console shows it. */
  readonly description: string;
  /** Name of the role's inline policy. */
  readonly policyName: string;
  readonly permissions: FunctionPermissions;
  /**
   * ARN of the layer version that the function uses.
   * @default no layer
   */
  readonly layerArn?: string;
}

/** The props of a function of an environment, with its role and its log group. */
export function functionProps(
  fn: ConfiguredFunction,
  { code, description, policyName, permissions, layerArn }: FunctionContext,
): FunctionWithRoleProps {
  const { config, accountId, region, role, variables } = fn;
  const { memorySize, timeout, architecture, reservedConcurrency, tracing, logLevel } = config;
  return {
    accountId,
    region,
    functionName: config.name,
    code,
    description,
    variables: terraformLiterals(variables),
    layerArns: layerArn === undefined ? [] : [layerArn],
    memorySize,
    timeout,
    architecture,
    reservedConcurrency,
    tracing,
    logLevel,
    logRetentionDays: config.logRetentionDays,
    logKeyArn: config.logKeyArn,
    role: { ...role, policyName },
    permissions,
    ownStatements: ownStatements(fn),
  };
}

/** The entries of `permissions` in the file, a statement each. */
function ownStatements(fn: ConfiguredFunction): PolicyStatement[] {
  return permissionsOf(fn).map(({ id, actions, resources, conditions }) => ({
    Sid: id,
    Effect: "Allow",
    Action: actions,
    Resource: resources,
    ...(conditions && { Condition: conditions }),
  }));
}
