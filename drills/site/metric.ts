import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { asRoot } from "./as-root";
import { NAMES } from "./content";
import type { Site } from "./site";

const HOUR_MS = 3_600_000;

/** Sum of a metric of the site's function in the last hour. Lambda sends metrics to CloudWatch. */
export async function functionMetric(site: Site, MetricName: string): Promise<number> {
  const now = Date.now();
  const { Datapoints = [] } = await asRoot(
    site.accounts.consumer,
    (config) => new CloudWatchClient(config),
    (cloudwatch) =>
      cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: "AWS/Lambda",
          MetricName,
          Dimensions: [{ Name: "FunctionName", Value: NAMES.function }],
          StartTime: new Date(now - HOUR_MS),
          EndTime: new Date(now + 60_000),
          Period: 60,
          Statistics: ["Sum"],
        }),
      ),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}
