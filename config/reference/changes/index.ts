import { ALARM_CHANGES } from "./alarms";
import type { Change } from "./change";
import { COMMON_CHANGES } from "./common";
import { CONSUMER_CHANGES } from "./consumers";
import { FUNCTION_CHANGES } from "./functions";
import { REACHING_CHANGES } from "./reaching";
import { STREAM_CHANGES } from "./streams";
import { TABLE_CHANGES } from "./tables";
import { USAGE_CHANGES } from "./usage";

/** A part of docs/changes.md. */
export interface ChangeGroup {
  readonly title: string;
  readonly changes: readonly Change[];
}

/** What happens when each setting changes, in the order of docs/changes.md. */
export const CHANGE_GROUPS: readonly ChangeGroup[] = [
  { title: "Accounts, regions and state", changes: COMMON_CHANGES },
  { title: "Tables", changes: TABLE_CHANGES },
  { title: "Streams and who reads them", changes: STREAM_CHANGES },
  { title: "Consumers and their mappings", changes: CONSUMER_CHANGES },
  { title: "Alarms and dashboards", changes: ALARM_CHANGES },
  { title: "Functions and their roles", changes: FUNCTION_CHANGES },
  { title: "Access on request", changes: REACHING_CHANGES },
  { title: "Usage", changes: USAGE_CHANGES },
];
