import { Construct } from "constructs";
import type { ConfiguredFunction } from "../config/functions";
import { ConsumerFunction, type FunctionCode } from "./consumer-function";
import { LogGroup } from "./log-group";
import { ReachingRole } from "./reaching-role";

export interface ReachingFunctionProps {
  readonly configured: ConfiguredFunction;
  readonly code: FunctionCode;
  readonly description: string;
  /** ARNs of the roles of other accounts that it assumes. */
  readonly assumes: readonly string[];
  /** ARN of the layer version that brings the module `cross-account`. */
  readonly layerArn: string;
}

/** A function that assumes roles of other accounts, with its role and its log group. */
export class ReachingFunction extends Construct {
  readonly fn: ConsumerFunction;
  /** ARN of the function's role. */
  readonly roleArn: string;
  /** Name of the function's log group. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: ReachingFunctionProps) {
    super(scope, id);
    const { config, accountId, region, role } = props.configured;
    const logGroup = new LogGroup(this, "log-group", {
      accountId,
      region,
      name: `/aws/lambda/${config.name}`,
      retentionDays: config.logRetentionDays,
      keyArn: config.logKeyArn,
    });
    const { arn } = new ReachingRole(this, "role", {
      role,
      functionName: config.name,
      assumes: props.assumes,
      logGroupArn: logGroup.arn,
      tracing: config.tracing,
    });
    this.fn = new ConsumerFunction(this, "function", {
      config,
      code: props.code,
      description: props.description,
      variables: props.configured.variables,
      roleArn: arn,
      logGroupName: logGroup.logGroupName,
      layerArn: props.layerArn,
    });
    this.roleArn = arn;
    this.logGroupName = logGroup.logGroupName;
  }
}
