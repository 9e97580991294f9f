import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { DataResource, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { withoutVersionCheck } from "./without-version-check";

export interface CompositeAlarmProps {
  /** Name of the alarm, unique within account and region. */
  readonly alarmName: string;
  /** What it means and what to do, at most 1,024 characters. */
  readonly description: string;
  /** Names of the alarms that it watches, 1 to 100. */
  readonly children: readonly string[];
  /** The alarms that it watches: CloudWatch refuses a rule about an alarm that does not exist. */
  readonly after: readonly ITerraformDependable[];
  /**
   * ARN of the SNS topic that hears when the first child comes on, and when the last one is off again.
   * @default nobody is notified
   */
  readonly topicArn?: string;
}

/**
 * A CloudWatch alarm that is on while at least one of its children is: one message, however many of them are.
 *
 * It is replaced when its children change. CloudWatch deletes no alarm that a composite alarm refers to, and Terraform
 * would delete it before it updates the rule (hashicorp/terraform-provider-aws#34807); a replaced one is destroyed first.
 * @example
 * new CompositeAlarm(this, "critical", {
 *   alarmName: "orders/critical",
 *   description: "Records of orders are lost, or will be. Look at once.",
 *   children: ["orders/lost-records"],
 *   after: [lostRecords],
 *   topicArn: topic.arn,
 * });
 */
export class CompositeAlarm extends Construct {
  /** The alarm: what refers to its name depends on it. */
  readonly alarm: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CompositeAlarmProps) {
    super(scope, id);
    const { children, topicArn } = props;
    const actions = topicArn === undefined ? undefined : [topicArn];
    // Terraform's own resource holds the names, so that a change of theirs can be told.
    const watched = withoutVersionCheck(
      new DataResource(this, "children", { input: { names: [...children] } }),
    );
    this.alarm = new CloudwatchCompositeAlarm(this, "this", {
      alarmName: props.alarmName,
      alarmDescription: props.description,
      alarmRule: children.map((name) => `ALARM("${name}")`).join(" OR "),
      alarmActions: actions,
      okActions: actions,
      dependsOn: [...props.after],
      // Terraform takes an address here, where `fqn` is an expression.
      lifecycle: { replaceTriggeredBy: [`${watched.terraformResourceType}.${watched.friendlyUniqueId}`] },
    });
  }
}
