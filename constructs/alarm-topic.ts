import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Construct } from "constructs";
import { partitionOf } from "../config/arns";
import { policyDocument } from "./policy-document";

export interface AlarmTopicProps {
  /** The account of topic and alarms: 12 digits. */
  readonly accountId: string;
  /** Region of topic and alarms, such as `eu-central-1`. */
  readonly region: string;
  /** Name of the topic: up to 256 letters, digits, hyphens and underscores. */
  readonly topicName: string;
  /** The alarms that may publish have names that begin with this. */
  readonly alarmPrefix: string;
  /** ARN of the key that encrypts messages at rest: its policy must admit CloudWatch. */
  readonly keyArn: string;
}

/**
 * An encrypted SNS topic that only CloudWatch alarms of one account, region and prefix may publish to. Its subscriptions
 * are made elsewhere.
 * @example
 * const topic = new AlarmTopic(this, "critical", {
 *   accountId: "222222222222",
 *   region: "eu-central-1",
 *   topicName: "orders-alarms-critical",
 *   alarmPrefix: "orders/",
 *   keyArn: key.arn,
 * });
 */
export class AlarmTopic extends Construct {
  /** ARN of the topic; who uses it waits until the topic exists. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { accountId, region, topicName, alarmPrefix } = props;
    const place = `${region}:${accountId}`;
    const partition = partitionOf(region);
    const topic = new SnsTopic(this, "this", {
      name: topicName,
      kmsMasterKeyId: props.keyArn,
      policy: policyDocument([
        {
          Sid: "AlarmsPublish",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: `arn:${partition}:sns:${place}:${topicName}`,
          Condition: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": `arn:${partition}:cloudwatch:${place}:alarm:${alarmPrefix}*` },
          },
        },
      ]),
    });
    this.arn = topic.arn;
  }
}
