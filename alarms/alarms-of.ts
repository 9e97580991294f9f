import { functionsOfConsumer } from "../config/functions";
import { fromLoaded } from "../config/loaded";
import { alarmSettings } from "../config/monitoring";
import { accountOf, regionOf } from "../config/placement";
import type { Environment } from "../config/schema";
import type { Alarm } from "./alarm";
import { apiAlarms } from "./api-alarms";
import type { DraftAlarm } from "./draft-alarm";
import { functionAlarms } from "./function-alarms";
import { mappingAlarms } from "./mapping-alarms";
import { meterAlarms } from "./meter-alarms";
import { streamAlarms } from "./stream-alarms";

/** Every CloudWatch alarm of an environment, in the order of the file. Stacks, status and drills share this list. */
export function alarmsOf(environment: Environment): Alarm[] {
  return Object.keys(environment.consumers).flatMap((consumer) => alarmsOfConsumer(environment, consumer));
}

/** The CloudWatch alarms of one consumer; none if they are off. */
export function alarmsOfConsumer(environment: Environment, consumer: string): Alarm[] {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const settings = alarmSettings(config, environment);
  if (settings === undefined) return [];
  const { name: handler } = config.function;
  const drafts: DraftAlarm[] = [
    ...streamAlarms("stream-handler", handler, settings),
    ...config.mappings.flatMap((mapping) => mappingAlarms(mapping, settings)),
    ...meterAlarms(config, settings),
    ...functionsOfConsumer(environment, consumer).flatMap((fn) => functionAlarms(fn, settings)),
    ...(config.readerApi ? apiAlarms(config.readerApi.function.name, settings) : []),
  ];
  const place = { accountId: accountOf(config, environment).id, region: regionOf(config, environment) };
  return drafts.map((draft) => {
    const runbook = `${settings.runbook}#${draft.kind}`;
    return {
      ...draft,
      ...place,
      consumer,
      name: `${handler}/${draft.id}`,
      runbook,
      description: `${draft.meaning} ${draft.remedy} Runbook: ${runbook}`,
    };
  });
}
