import { fromLoaded } from "../config/loaded";
import { mappingPlaces } from "../config/mapping-places";
import type { Environment } from "../config/schema";
import { type Alarm, SEVERITIES, type Severity } from "./alarm";
import { alarmsOfConsumer } from "./alarms-of";

/** The alarms of one stack, which share one composite alarm for each severity. */
export interface AlarmGroup {
  /** What the names of the composite alarms begin with. */
  readonly prefix: string;
  readonly alarms: readonly Alarm[];
}

/** The alarms of a consumer by stack: those of its own stack first, then those of each mapping stack. */
export function alarmGroups(environment: Environment, consumer: string): AlarmGroup[] {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const alarms = alarmsOfConsumer(environment, consumer);
  const { stacks } = mappingPlaces(config, environment);
  const stackOf = new Map(stacks.flatMap((sources, index) => sources.map((source) => [source, index + 1])));
  const groups = Array.from({ length: stacks.length + 1 }, (): Alarm[] => []);
  for (const alarm of alarms) groups[stackOf.get(sourceOfAlarm(alarm) ?? "") ?? 0]?.push(alarm);
  const { name } = config.function;
  return groups.map((group, index) => ({
    prefix: index === 0 ? name : `${name}/mappings-${index}`,
    alarms: group,
  }));
}

/** The severities of which there are alarms. */
export function severitiesOf(groups: readonly AlarmGroup[]): Severity[] {
  return SEVERITIES.filter((severity) =>
    groups.some(({ alarms }) => alarms.some((alarm) => alarm.severity === severity)),
  );
}

/** The source of the mapping that an alarm is about; undefined if it is about something else. */
export function sourceOfAlarm({ metric }: Pick<Alarm, "metric">): string | undefined {
  for (const { value } of metric.dimensions) {
    if (typeof value !== "string" && "source" in value) return value.source;
  }
  return undefined;
}
