import type { Construct } from "constructs";
import type { Severity } from "../alarms/alarm";
import { partitionOf } from "../config/arns";
import type { AlarmsConfig } from "../config/schema";
import { AlarmKey } from "../constructs/alarm-key";
import { AlarmTopic } from "../constructs/alarm-topic";
import type { ConsumerStackProps } from "./consumer-props";

/** ARNs of topics; none for a severity that reports to nobody. */
export type TopicArns = Readonly<Partial<Record<Severity, string>>>;

/** The topics of severities: those that the file gives, and those that the stack makes, with one key for all. */
export function addTopics(
  scope: Construct,
  props: ConsumerStackProps,
  severities: readonly Severity[],
): TopicArns {
  const given = props.monitoring?.settings.topics ?? {};
  const made = severities.filter((severity) => given[severity] === undefined);
  const keyArn = made.length === 0 ? undefined : addKey(scope, props);
  const arns = severities.flatMap((severity): [Severity, string][] => {
    const arn = given[severity];
    if (arn === null) return [];
    if (arn !== undefined) return [[severity, arn]];
    return keyArn === undefined ? [] : [[severity, addTopic(scope, props, severity, keyArn)]];
  });
  return Object.fromEntries(arns);
}

/** Who owns the topics that a consumer's stack makes. */
export interface TopicOwner {
  /** Name of the stream handler. */
  readonly handler: string;
  readonly accountId: string;
  readonly region: string;
}

/** The topics of a consumer as another of its stacks names them: by ARNs that are known before the topics exist. */
export function topicArns(
  { topics: given }: Pick<AlarmsConfig, "topics">,
  severities: readonly Severity[],
  { handler, accountId, region }: TopicOwner,
): TopicArns {
  const arns = severities.flatMap((severity): [Severity, string][] => {
    const arn = given[severity];
    if (arn === null) return [];
    const place = `arn:${partitionOf(region)}:sns:${region}:${accountId}`;
    return [[severity, arn ?? `${place}:${topicName(handler, severity)}`]];
  });
  return Object.fromEntries(arns);
}

function topicName(handler: string, severity: Severity): string {
  return `${handler}-alarms-${severity}`;
}

function addKey(scope: Construct, { account, region, config }: ConsumerStackProps): string {
  const { name } = config.function;
  const place = { accountId: account.id, region };
  return new AlarmKey(scope, "key", { ...place, owner: name, aliasName: `sns/${name}-alarms` }).arn;
}

function addTopic(
  scope: Construct,
  { account, region, config }: ConsumerStackProps,
  severity: Severity,
  keyArn: string,
): string {
  const { name } = config.function;
  return new AlarmTopic(scope, `${severity}-topic`, {
    accountId: account.id,
    region,
    topicName: topicName(name, severity),
    alarmPrefix: `${name}/`,
    keyArn,
  }).arn;
}
