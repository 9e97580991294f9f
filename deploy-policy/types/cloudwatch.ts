import { type Grant, permit } from "../grant";
import { arnOf, globalArnOf, type Subject, setting } from "../subject";
import { tagging } from "../tagging";
import type { Rows } from "./row";

/** Why a policy does not name each alarm. */
const MANY =
  "a consumer's alarms have a prefix of their own, and all their names would not fit into a policy";

/** Service Authorization Reference, "Amazon CloudWatch". */
export const CLOUDWATCH_ROWS: Rows = {
  aws_cloudwatch_metric_alarm: (alarm) => alarmGrants(alarm, alarmsOf(alarm), "PutMetricAlarm"),

  aws_cloudwatch_dashboard: (dashboard) =>
    permit(
      { service: "cloudwatch", resources: [dashboardArn(dashboard)] },
      {
        read: ["GetDashboard"],
        create: ["PutDashboard"],
        update: ["PutDashboard"],
        delete: ["DeleteDashboards"],
      },
    ),

  aws_cloudwatch_composite_alarm: (alarm) =>
    alarmGrants(
      alarm,
      {
        resources: ["*"],
        because:
          "composite alarms are only made and described with permissions on * (Amazon CloudWatch API Reference, PutCompositeAlarm and DescribeAlarms)",
      },
      "PutCompositeAlarm",
    ),
};

type Target = Pick<Grant, "resources" | "because">;

function alarmGrants(alarm: Subject, target: Target, put: string): Grant[] {
  const named = alarmsOf(alarm);
  return [
    ...permit(
      { service: "cloudwatch", ...target },
      { read: ["DescribeAlarms"], create: [put], update: [put] },
    ),
    ...permit(
      { service: "cloudwatch", ...named },
      { read: ["ListTagsForResource"], delete: ["DeleteAlarms"] },
    ),
    ...tagging(alarm, "cloudwatch", named),
  ];
}

/** All alarms with the same prefix, up to the first slash; without one, this alarm. */
function alarmsOf(alarm: Subject): Target {
  const name = setting(alarm, "alarm_name");
  const [prefix, ...rest] = name.split("/");
  if (rest.length === 0) return { resources: [arnOf(alarm, "cloudwatch", `alarm:${name}`)] };
  return { resources: [arnOf(alarm, "cloudwatch", `alarm:${prefix}/*`)], because: MANY };
}

/** Dashboards belong to no region. */
function dashboardArn(dashboard: Subject): string {
  return globalArnOf(dashboard, "cloudwatch", `dashboard/${setting(dashboard, "dashboard_name")}`);
}
