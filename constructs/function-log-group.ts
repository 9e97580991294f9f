import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { partitionOf } from "../config/names";

export interface FunctionLogGroupProps {
  readonly accountId: string;
  readonly region: string;
  readonly functionName: string;
  /** How long logs are kept, days. */
  readonly retentionDays: number;
  /**
   * ARN of the KMS key that encrypts the logs. Its policy must admit CloudWatch Logs of the region.
   * @default a key of AWS's
   */
  readonly keyArn?: string | undefined;
}

/**
 * The log group of a function. Lambda would make one itself on the first invocation, but one that keeps
 * everything for ever and that no `destroy` removes.
 */
export class FunctionLogGroup extends Construct {
  /** Name of the log group. */
  readonly logGroupName: string;
  /** ARN without `:*`, known before the group exists: policies that name it can be read in the plan. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FunctionLogGroupProps) {
    super(scope, id);
    const { name } = new CloudwatchLogGroup(this, "this", {
      name: `/aws/lambda/${props.functionName}`,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.keyArn,
    });
    this.logGroupName = name;
    this.arn = `arn:${partitionOf(props.region)}:logs:${props.region}:${props.accountId}:log-group:${name}`;
  }
}
