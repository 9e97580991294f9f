import { fromLoaded } from "../config/loaded";
import { alarmSettings } from "../config/monitoring";
import type { Environment } from "../config/schema";
import { type AlarmGroup, alarmGroups } from "./alarm-groups";
import { compositeAlarms } from "./composite-alarms";

/**
 * Names of the composite alarms of one consumer and its mapping stacks, those that stand between included; none if alarms
 * are off.
 * @param groups the consumer's alarms, if they are known already
 */
export function compositeNamesOf(
  environment: Environment,
  consumer: string,
  groups: readonly AlarmGroup[] = alarmGroups(environment, consumer),
): string[] {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const settings = alarmSettings(config, environment);
  if (settings === undefined) return [];
  return groups
    .flatMap(({ prefix, alarms }) => compositeAlarms(prefix, settings.runbook, alarms))
    .flatMap(({ name, parts }) => [...parts.map((part) => part.name), name]);
}
