import type { AlarmsConfig, ConsumerConfig, Environment } from "./schema";
import { alarmGroup } from "./schemas/alarms";

type Monitored = Pick<ConsumerConfig, "alarms" | "dashboard" | "logQueries">;
type Place = Pick<Environment, "sandbox">;

/** The settings of a consumer's alarms; undefined if it has none. A sandbox has alarms only if the file asks for them. */
export function alarmSettings(
  { alarms }: Pick<ConsumerConfig, "alarms">,
  { sandbox }: Place,
): AlarmsConfig | undefined {
  const wanted = alarms ?? !sandbox;
  if (typeof wanted !== "boolean") return wanted;
  return wanted ? alarmGroup.parse({}) : undefined;
}

/** Whether a consumer has a dashboard: what the file says, or else if it has alarms. */
export function hasDashboard(consumer: Monitored, environment: Place): boolean {
  return consumer.dashboard ?? alarmSettings(consumer, environment) !== undefined;
}

/** Whether a consumer's logs have queries: what the file says, or else if it has alarms. */
export function hasLogQueries(consumer: Monitored, environment: Place): boolean {
  return consumer.logQueries ?? alarmSettings(consumer, environment) !== undefined;
}
