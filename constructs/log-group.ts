import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { partitionOf } from "../config/arns";
import { exceptFromScan } from "./scan-exceptions";

/** The checks of security scanners that log groups fail on purpose. */
const EXCEPTIONS = {
  CKV_AWS_158: "CloudWatch Logs encrypts logs with a key of its own; keyArn sets a customer-managed key",
  CKV_AWS_338: "retention is a setting, and short where logs hold personal data",
};

export interface LogGroupProps {
  /** The account that owns the log group: 12 digits. */
  readonly accountId: string;
  /** Region of the log group, such as `eu-central-1`. */
  readonly region: string;
  /** Name of the group, such as `/aws/lambda/<function>`. */
  readonly name: string;
  /**
   * How long log events are kept, days. CloudWatch Logs accepts certain values only, such as 7, 30, 90 and 365.
   * @default 30
   */
  readonly retentionDays?: number;
  /**
   * ARN of the KMS key that encrypts the logs. Its policy must admit CloudWatch Logs of the region.
   * @default a key of AWS
   */
  readonly keyArn?: string;
}

/**
 * A CloudWatch log group. Without one, Lambda creates its own at the first invocation: it keeps logs forever, and
 * `destroy` does not delete it.
 * @example
 * const logs = new LogGroup(this, "logs", {
 *   accountId: "222222222222",
 *   region: "eu-central-1",
 *   name: "/aws/lambda/orders",
 * });
 */
export class LogGroup extends Construct {
  /** Name of the log group. */
  readonly logGroupName: string;
  /** ARN without `:*`, known before the group exists, so that the plan shows policies with it in full. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "this", {
      name: props.name,
      retentionInDays: props.retentionDays ?? 30,
      kmsKeyId: props.keyArn,
    });
    exceptFromScan(group, EXCEPTIONS);
    const { name } = group;
    this.logGroupName = name;
    this.arn = `arn:${partitionOf(props.region)}:logs:${props.region}:${props.accountId}:log-group:${name}`;
  }
}
