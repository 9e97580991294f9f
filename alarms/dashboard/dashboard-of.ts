import { functionsOfConsumer } from "../../config/functions";
import { fromLoaded } from "../../config/loaded";
import { alarmSettings, hasDashboard } from "../../config/monitoring";
import { accountOf, regionOf } from "../../config/placement";
import type { Environment } from "../../config/schema";
import { type AlarmGroup, alarmGroups } from "../alarm-groups";
import { compositeNamesOf } from "../composite-names";
import { apiRows, costRows, functionRows } from "./functions";
import { lagRows } from "./lag";
import { placed } from "./layout";
import { meterRows } from "./meter";
import { alarmRows, titleRow } from "./overview";
import { failureRows, throughputRows } from "./records";
import type { Subject } from "./subject";
import type { PlacedWidget } from "./widget";

/** The CloudWatch dashboard of a consumer. */
export interface Dashboard {
  /** Name, unique in the account: dashboards belong to no region. */
  readonly name: string;
  /** Region of the metrics. */
  readonly region: string;
  readonly widgets: readonly PlacedWidget[];
}

/**
 * The dashboard of one consumer; undefined if it is off. It shows the metrics that the alarms look at, and more.
 * @param groups the consumer's alarms, if they are known already
 */
export function dashboardOf(
  environment: Environment,
  consumer: string,
  groups: readonly AlarmGroup[] = alarmGroups(environment, consumer),
): Dashboard | undefined {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  if (!hasDashboard(config, environment)) return undefined;
  const region = regionOf(config, environment);
  const subject: Subject = {
    config,
    functions: functionsOfConsumer(environment, consumer),
    settings: alarmSettings(config, environment),
    alarms: groups.flatMap(({ alarms }) => alarms),
    composites: compositeNamesOf(environment, consumer, groups),
    accountId: accountOf(config, environment).id,
    region,
  };
  const rows = [
    titleRow(subject),
    ...alarmRows(subject),
    ...lagRows(subject),
    ...throughputRows(subject),
    ...failureRows(subject),
    ...meterRows(subject),
    ...functionRows(subject),
    ...apiRows(subject),
    ...costRows(subject),
  ];
  return { name: `${config.function.name}-${region}`, region, widgets: placed(rows) };
}
