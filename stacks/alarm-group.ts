import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Alarm, Severity } from "../alarms/alarm";
import type { AlarmGroup } from "../alarms/alarm-groups";
import { type CompositeAlarm, compositeAlarms } from "../alarms/composite-alarms";
import { type DeployedIds, deployedDimensions } from "../alarms/deployed-dimensions";
import { fromLoaded } from "../config/loaded";
import { CompositeAlarm as CompositeAlarmConstruct } from "../constructs/composite-alarm";
import { MetricAlarm } from "../constructs/metric-alarm";
import type { TopicArns } from "./alarm-topics";
import { terraformLiteral } from "./terraform-literal";

type AlarmsByName = Map<string, ITerraformDependable>;

/** Adds alarms that notify nobody by themselves. @returns the alarms by their names */
export function addMetricAlarms(
  scope: Construct,
  alarms: readonly Alarm[],
  deployed: DeployedIds,
): AlarmsByName {
  return new Map(alarms.map((alarm) => [alarm.name, addAlarm(scope, alarm, deployed)]));
}

/** Adds one composite alarm for each severity of a group's alarms. */
export function addComposites(
  scope: Construct,
  { prefix, alarms }: AlarmGroup,
  runbook: string,
  added: AlarmsByName,
  topics: TopicArns,
): void {
  for (const composite of compositeAlarms(prefix, runbook, alarms)) {
    addComposite(scope, composite, added, topics);
  }
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
