import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { partitionOf } from "../config/arns";
import { exceptFromScan } from "./scan-exceptions";

/** What scanners would like a log group to have. */
const EXCEPTIONS = {
  CKV_AWS_158: "logs are encrypted by CloudWatch; a key of one's own is given as logKeyArn",
  CKV_AWS_338: "how long logs are kept is the environment's to say, and short where they hold records",
};

export interface LogGroupProps {
  readonly accountId: string;
  readonly region: string;
  /** Name of the group, such as `/aws/lambda/<function>`. */
  readonly name: string;
  /** How long logs are kept, days. */
  readonly retentionDays: number;
  /**
   * ARN of the KMS key that encrypts the logs. Its policy must admit CloudWatch Logs of the region.
   * @default a key of AWS's
   */
  readonly keyArn?: string | undefined;
}

/**
 * A log group. Lambda would make its own on the first invocation, but one that keeps everything for ever and
 * that no `destroy` removes.
 */
export class LogGroup extends Construct {
  /** Name of the log group. */
  readonly logGroupName: string;
  /** ARN without `:*`, known before the group exists: policies that name it can be read in the plan. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "this", {
      name: props.name,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.keyArn,
    });
    exceptFromScan(group, EXCEPTIONS);
    const { name } = group;
    this.logGroupName = name;
    this.arn = `arn:${partitionOf(props.region)}:logs:${props.region}:${props.accountId}:log-group:${name}`;
  }
}
