import type { AlarmsConfig, ConsumerConfig, Environment } from "./schema";
import { alarmGroup } from "./schemas/alarms";

type Monitored = Pick<ConsumerConfig, "alarms" | "dashboard">;
type Place = Pick<Environment, "sandbox">;

/** The settings of a consumer's alarms; undefined if it has none. A sandbox has alarms only if the file asks for them. */
export function alarmSettings({ alarms }: Monitored, { sandbox }: Place): AlarmsConfig | undefined {
  const wanted = alarms ?? !sandbox;
  if (typeof wanted !== "boolean") return wanted;
  return wanted ? alarmGroup.parse({}) : undefined;
}

/** Whether a consumer has a dashboard, and the Logs Insights queries of the runbook. */
export function hasDashboard({ dashboard }: Monitored, { sandbox }: Place): boolean {
  return dashboard ?? !sandbox;
}
