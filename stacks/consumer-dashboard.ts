import { dashboardBody } from "../alarms/dashboard/body";
import type { DeployedIds } from "../alarms/deployed-dimensions";
import { Dashboard } from "../constructs/dashboard";
import type { AccountStack } from "./account-stack";
import type { ConsumerStackProps } from "./consumer-props";
import { terraformLiteralJson } from "./terraform-literal";

/** Adds the consumer's dashboard, if it has one. */
export function addDashboard(
  stack: AccountStack,
  { dashboard }: ConsumerStackProps,
  deployed: DeployedIds,
): void {
  if (dashboard === undefined) return;
  // Before the IDs are put in, which Terraform does evaluate.
  const body = dashboardBody(terraformLiteralJson(dashboard), deployed);
  new Dashboard(stack, "dashboard", { dashboardName: dashboard.name, body });
}
