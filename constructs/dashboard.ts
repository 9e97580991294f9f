import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";

export interface DashboardProps {
  /** Letters, digits, hyphens and underscores, unique in the account: dashboards belong to no region. */
  readonly dashboardName: string;
  /**
   * What it shows, as the Amazon CloudWatch API Reference describes it under "Dashboard Body Structure and Syntax".
   * Attributes of resources may stand in it.
   */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * A CloudWatch dashboard.
 * @example
 * new Dashboard(this, "dashboard", {
 *   dashboardName: "orders-eu-central-1",
 *   body: {
 *     widgets: [{ type: "text", x: 0, y: 0, width: 24, height: 1, properties: { markdown: "# Orders" } }],
 *   },
 * });
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { dashboardName, body }: DashboardProps) {
    super(scope, id);
    new CloudwatchDashboard(this, "this", { dashboardName, dashboardBody: xmlSafe(JSON.stringify(body)) });
  }
}

/** The same JSON without the signs that mean something in XML, as Terraform's `jsonencode` writes it. */
function xmlSafe(json: string): string {
  return json.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}
