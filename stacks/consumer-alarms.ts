import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Alarm, Severity } from "../alarms/alarm";
import { type CompositeAlarm, compositeAlarms } from "../alarms/composite-alarms";
import { type DeployedIds, deployedDimensions } from "../alarms/deployed-dimensions";
import { fromLoaded } from "../config/loaded";
import { CompositeAlarm as CompositeAlarmConstruct } from "../constructs/composite-alarm";
import { MetricAlarm } from "../constructs/metric-alarm";
import type { AccountStack } from "./account-stack";
import { addTopics, type TopicArns } from "./alarm-topics";
import type { ConsumerStackProps, Monitoring } from "./consumer-props";
import { terraformLiteral } from "./terraform-literal";

type AlarmsByName = Map<string, ITerraformDependable>;

/** Adds the consumer's alarms, one composite alarm for each severity, and the topics that those report to. */
export function addAlarms(stack: AccountStack, props: ConsumerStackProps, deployed: DeployedIds): void {
  const { monitoring } = props;
  if (monitoring === undefined || monitoring.alarms.length === 0) return;
  const scope = new Construct(stack, "alarms");
  const added: AlarmsByName = new Map();
  for (const alarm of monitoring.alarms) added.set(alarm.name, addAlarm(scope, alarm, deployed));
  const composites = compositesOf(props, monitoring);
  const topics = addTopics(
    scope,
    props,
    composites.map(({ severity }) => severity),
  );
  for (const composite of composites) addComposite(scope, composite, added, topics);
  stack.addOutput("alarm_topic_arns", "SNS topics that hear of alarms, by severity.", topics);
}

function addAlarm(scope: Construct, alarm: Alarm, deployed: DeployedIds): ITerraformDependable {
  const { metric, name, description } = alarm;
  return new MetricAlarm(scope, constructId(alarm), {
    alarmName: name,
    description: terraformLiteral(description),
    namespace: metric.namespace,
    metricName: metric.name,
    dimensions: fromLoaded(deployedDimensions(alarm, deployed), `dimensions of ${name}`),
    statistic: metric.statistic,
    comparison: alarm.comparison,
    threshold: alarm.threshold,
    periodSeconds: alarm.periodSeconds,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm,
    missingData: alarm.missingData,
  }).alarm;
}

/** IDs of constructs have no slashes. */
function constructId({ id }: Alarm): string {
  return id.replaceAll("/", "-");
}

function compositesOf({ config }: ConsumerStackProps, { settings, alarms }: Monitoring): CompositeAlarm[] {
  return compositeAlarms(config.function.name, settings.runbook, alarms);
}

/** Those that stand between the one that reports and the alarms report to nobody. */
function addComposite(
  scope: Construct,
  { severity, name, description, children, parts }: CompositeAlarm,
  added: AlarmsByName,
  topics: TopicArns,
): void {
  const text = terraformLiteral(description);
  for (const [index, part] of parts.entries()) {
    const construct = new CompositeAlarmConstruct(scope, `${severity}-part-${index + 1}`, {
      alarmName: part.name,
      description: text,
      children: part.children,
      after: part.children.map((child) => fromLoaded(added.get(child), child)),
    });
    added.set(part.name, construct.alarm);
  }
  new CompositeAlarmConstruct(scope, severity satisfies Severity, {
    alarmName: name,
    description: text,
    children,
    after: children.map((child) => fromLoaded(added.get(child), child)),
    topicArn: topics[severity],
  });
}
