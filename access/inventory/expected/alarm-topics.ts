import { partitionOf } from "../../../config/arns";
import type { ExpectedStatement, Settings } from "../stack-inventory";
import { ref } from "./text";

const CLOUDWATCH = { Service: "cloudwatch.amazonaws.com" };

/** Topics that only the consumer's own alarms publish to, and the key that encrypts them. */
export function topicElements(
  functionName: string,
  severities: readonly string[],
  { accountId, region }: { readonly accountId: string; readonly region: string },
): Record<string, Settings> {
  if (severities.length === 0) return {};
  const partition = partitionOf(region);
  const here = { StringEquals: { "aws:SourceAccount": accountId } };
  const alarms = `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${functionName}/*`;
  const administers: ExpectedStatement = {
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  const encrypts: ExpectedStatement = {
    Effect: "Allow",
    Principal: CLOUDWATCH,
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: here,
  };
  const topics = severities.map((severity): [string, Settings] => {
    const name = `${functionName}-alarms-${severity}`;
    const publishes: ExpectedStatement = {
      Effect: "Allow",
      Principal: CLOUDWATCH,
      Action: "sns:Publish",
      Resource: `arn:${partition}:sns:${region}:${accountId}:${name}`,
      Condition: { ...here, ArnLike: { "aws:SourceArn": alarms } },
    };
    return [
      `aws_sns_topic.alarms_${severity}_topic`,
      { name, kms_master_key_id: ref("aws_kms_key.alarms_key", "arn"), policy: [publishes] },
    ];
  });
  return {
    ...Object.fromEntries(topics),
    "aws_kms_key.alarms_key": { enable_key_rotation: true, policy: [administers, encrypts] },
    "aws_kms_alias.alarms_key_alias": {
      name: `alias/sns/${functionName}-alarms`,
      target_key_id: ref("aws_kms_key.alarms_key", "key_id"),
    },
  };
}
