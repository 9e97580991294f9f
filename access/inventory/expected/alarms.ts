import { partitionOf } from "../../../config/arns";
import { fromLoaded } from "../../../config/loaded";
import { mappingPlaces } from "../../../config/mapping-places";
import { alarmSettings } from "../../../config/monitoring";
import { accountOf, regionOf } from "../../../config/placement";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import type { ExpectedAlarm } from "./alarm-conditions";
import { expectedAlarms } from "./alarm-metrics";
import { topicElements } from "./alarm-topics";
import { ref } from "./text";

const SEVERITIES = ["warning", "critical"] as const;

/** CloudWatch's limits of one rule: children, and characters. */
const CHILDREN = 100;
const CHARACTERS = 10_240;

type ByAddress = Record<string, Settings>;

/** The alarms of a consumer: each without actions, and one for each severity that reports to its topic. */
export function alarmElements(environment: Environment, key: string): ByAddress {
  const { consumer, alarms } = alarmsIn(environment, key);
  const own = new Set(mappingPlaces(consumer, environment).own);
  const here = alarms.filter(({ source }) => source === undefined || own.has(source));
  const name = consumer.function.name;
  const place = { accountId: accountOf(consumer, environment).id, region: regionOf(consumer, environment) };
  const topics = topicsOf(environment, key);
  return {
    ...Object.fromEntries(here.map((alarm) => metricAlarm(name, alarm))),
    ...topicElements(
      name,
      Object.keys(topics).filter((severity) => String(topics[severity]).startsWith("${")),
      place,
    ),
    ...allComposites({ handler: name, prefix: name }, here, topics),
  };
}

/** The alarms of the mappings in a mapping stack, with composite alarms of their own for the consumer's topics. */
export function mappingStackAlarms(
  environment: Environment,
  key: string,
  { number, sources }: { readonly number: number; readonly sources: ReadonlySet<string> },
): ByAddress {
  const { consumer, alarms } = alarmsIn(environment, key);
  const here = alarms.filter(({ source }) => source !== undefined && sources.has(source));
  const name = consumer.function.name;
  const region = regionOf(consumer, environment);
  const topics = Object.entries(topicsOf(environment, key)).map(([severity, topic]) => [
    severity,
    topic.startsWith("${")
      ? `arn:${partitionOf(region)}:sns:${region}:${accountOf(consumer, environment).id}:${name}-alarms-${severity}`
      : topic,
  ]);
  return {
    ...Object.fromEntries(here.map((alarm) => metricAlarm(name, alarm))),
    ...allComposites(
      { handler: name, prefix: `${name}/mappings-${number}` },
      here,
      Object.fromEntries(topics),
    ),
  };
}

/** The topics' ARNs, by severity. */
export function alarmOutputs(environment: Environment, key: string): Settings {
  const { alarms } = alarmsIn(environment, key);
  return alarms.length === 0 ? {} : { alarm_topic_arns: topicsOf(environment, key) };
}

function alarmsIn(
  environment: Environment,
  key: string,
): { consumer: ConsumerConfig; alarms: readonly ExpectedAlarm[] } {
  const consumer = fromLoaded(environment.consumers[key], `consumers.${key}`);
  const settings = alarmSettings(consumer, environment);
  return { consumer, alarms: settings ? expectedAlarms(consumer, settings) : [] };
}

function topicsOf(environment: Environment, key: string): Record<string, string> {
  const { consumer, alarms } = alarmsIn(environment, key);
  const given = alarmSettings(consumer, environment)?.topics ?? {};
  const used = SEVERITIES.filter((severity) => alarms.some((alarm) => alarm.severity === severity));
  const arns = used.map((severity): [string, string | null] => {
    const own = given[severity];
    return [severity, own === undefined ? ref(`aws_sns_topic.alarms_${severity}_topic`, "arn") : own];
  });
  return Object.fromEntries(arns.filter((entry): entry is [string, string] => entry[1] !== null));
}

function metricAlarm(
  name: string,
  { id, severity: _, source: __, ...settings }: ExpectedAlarm,
): [string, Settings] {
  const address = `aws_cloudwatch_metric_alarm.alarms_${id.replace(/[/-]/g, "_")}`;
  return [address, { alarm_name: `${name}/${id}`, ...settings }];
}

/** Names of alarms begin with that of the stream handler, those of composite alarms with that of the stack. */
interface Names {
  readonly handler: string;
  readonly prefix: string;
}

function allComposites(
  names: Names,
  alarms: readonly ExpectedAlarm[],
  topics: Readonly<Record<string, string>>,
): ByAddress {
  const each = SEVERITIES.map((severity) => composites(names, severity, alarms, topics[severity]));
  return Object.assign({}, ...each);
}

function composites(
  { handler, prefix: name }: Names,
  severity: string,
  alarms: readonly ExpectedAlarm[],
  topic: string | undefined,
): ByAddress {
  const names = alarms.filter((alarm) => alarm.severity === severity).map(({ id }) => `${handler}/${id}`);
  if (names.length === 0) return {};
  const groups = inGroups(names);
  const actions = topic === undefined ? undefined : [topic];
  const reports = { alarm_actions: actions, ok_actions: actions };
  if (groups.length === 1) return composite(`alarms_${severity}`, `${name}/${severity}`, names, reports);
  const parts = groups.map((_, index) => `${name}/${severity}/part-${index + 1}`);
  return {
    ...composite(`alarms_${severity}`, `${name}/${severity}`, parts, reports),
    ...Object.assign(
      {},
      ...groups.map((group, index) =>
        composite(`alarms_${severity}_part_${index + 1}`, parts[index] ?? "", group, {}),
      ),
    ),
  };
}

/** What it watches decides when it is replaced: CloudWatch deletes no alarm that it refers to. */
function composite(address: string, name: string, children: readonly string[], reports: Settings): ByAddress {
  const watched = `terraform_data.${address}_children`;
  return {
    [watched]: { input: { names: children } },
    [`aws_cloudwatch_composite_alarm.${address}`]: {
      alarm_name: name,
      alarm_rule: ruleOf(children),
      lifecycle: { replace_triggered_by: [watched] },
      ...reports,
    },
  };
}

function ruleOf(children: readonly string[]): string {
  return children.map((child) => `ALARM("${child}")`).join(" OR ");
}

function inGroups(names: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const name of names) {
    const last = groups.at(-1);
    const fits = last && last.length < CHILDREN && ruleOf([...last, name]).length <= CHARACTERS;
    if (fits) last.push(name);
    else groups.push([name]);
  }
  return groups;
}
