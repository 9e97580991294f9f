import type { ConfiguredFunction } from "../../config/functions";
import type { AlarmsConfig, ConsumerConfig } from "../../config/schema";
import type { Alarm } from "../alarm";

/** What the dashboard of a consumer is made of. */
export interface Subject {
  readonly config: ConsumerConfig;
  readonly functions: readonly ConfiguredFunction[];
  /** The settings of its alarms; undefined if they are off. */
  readonly settings: AlarmsConfig | undefined;
  readonly alarms: readonly Alarm[];
  /** Names of its composite alarms. */
  readonly composites: readonly string[];
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}
