import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type FunctionPermissions, managedStatements, permissionStatements } from "./function-permissions";
import { FunctionRole, type FunctionRoleProps } from "./function-role";
import { LogGroup } from "./log-group";
import { type FunctionSettings, NodeFunction } from "./node-function";
import type { PolicyStatement } from "./policy-document";

export interface FunctionWithRoleProps extends FunctionSettings {
  /** The account that owns the function: 12 digits. */
  readonly accountId: string;
  /** Region of the function, such as `eu-central-1`. */
  readonly region: string;
  /** The function's execution role. */
  readonly role: Omit<FunctionRoleProps, "statements" | "ownStatements" | "managedStatements">;
  /**
   * What the function may do besides writing its own logs and traces.
   * @default nothing
   */
  readonly permissions?: FunctionPermissions;
  /**
   * What the function's own code may do, in a policy of its own.
   * @default nothing
   */
  readonly ownStatements?: readonly PolicyStatement[];
  /**
   * How long logs are kept, days. CloudWatch Logs accepts certain values only, such as 7, 30, 90 and 365.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * ARN of the KMS key that encrypts the logs. Its policy must admit CloudWatch Logs of the region.
   * @default a key of AWS
   */
  readonly logKeyArn?: string;
}

/**
 * A Lambda function on Node.js with its execution role and its log group.
 * @example
 * const handler = new FunctionWithRole(this, "handler", {
 *   accountId: "222222222222",
 *   region: "eu-central-1",
 *   functionName: "orders",
 *   code: bundle({ entry: "src/orders.ts", projectRoot: __dirname }),
 *   role: { roleName: "OrdersHandler" },
 *   permissions: { readStreams: { streamArns: [streamArn] }, failureBucketArn: bucket.arn },
 * });
 */
export class FunctionWithRole extends Construct {
  /** Name of the function. */
  readonly functionName: string;
  /** ARN of the function, without a version. */
  readonly functionArn: string;
  /** ARN that API Gateway calls the function by. */
  readonly invokeArn: string;
  /** ARN of the execution role. */
  readonly roleArn: string;
  /** The role's policies: what needs the role's permissions, such as a mapping, depends on them. */
  readonly rolePolicies: readonly ITerraformDependable[];
  /** Name of the log group. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: FunctionWithRoleProps) {
    super(scope, id);
    const { accountId, region, functionName, permissions = {}, tracing } = props;
    const logGroup = new LogGroup(this, "log-group", {
      accountId,
      region,
      name: `/aws/lambda/${functionName}`,
      retentionDays: props.logRetentionDays,
      keyArn: props.logKeyArn,
    });
    const context = { accountId, logGroupArn: logGroup.arn, tracing };
    const role = new FunctionRole(this, "role", {
      description: `Execution role of the Lambda function ${functionName}`,
      ...props.role,
      statements: permissionStatements(permissions, context),
      ownStatements: props.ownStatements,
      managedStatements: managedStatements(permissions),
    });
    const fn = new NodeFunction(this, "function", {
      ...props,
      roleArn: role.arn,
      logGroupName: logGroup.logGroupName,
    });
    this.functionName = fn.functionName;
    this.functionArn = fn.functionArn;
    this.invokeArn = fn.invokeArn;
    this.roleArn = role.arn;
    this.rolePolicies = role.policies;
    this.logGroupName = logGroup.logGroupName;
  }
}
