import type { AlarmsConfig, ConsumerConfig, Environment } from "./schema";
import { alarmGroup } from "./schemas/alarms";

/** The settings of a consumer's alarms; undefined if it has none. A sandbox has alarms only if the file asks for them. */
export function alarmSettings(
  { alarms }: Pick<ConsumerConfig, "alarms">,
  { sandbox }: Pick<Environment, "sandbox">,
): AlarmsConfig | undefined {
  const wanted = alarms ?? !sandbox;
  if (typeof wanted !== "boolean") return wanted;
  return wanted ? alarmGroup.parse({}) : undefined;
}
