import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { AccountScope } from "../../accounts/account-session";
import type { Reader } from "../reader";

/** How far back the lag is looked for, minutes: the metric is silent while nothing is sent. */
const MINUTES = 15;

/**
 * How far a function is behind: the age that the last record had when it was sent, as CloudWatch has it. One figure for
 * all mappings of a function: the metric has no other dimension (Lambda Developer Guide, types of metrics).
 * @returns milliseconds; undefined if nothing was sent lately, or the metric cannot be read
 */
export async function lookAtLag(
  functionName: string,
  scope: AccountScope,
  reader: Reader,
): Promise<number | undefined> {
  const read = await reader.read(
    scope,
    `the metric IteratorAge of ${functionName}`,
    async ({ cloudwatch }) => {
      const now = Date.now();
      const { MetricDataResults = [] } = await cloudwatch.send(
        new GetMetricDataCommand({
          StartTime: new Date(now - MINUTES * 60_000),
          EndTime: new Date(now),
          ScanBy: "TimestampDescending",
          MetricDataQueries: [
            {
              Id: "age",
              MetricStat: {
                Metric: {
                  Namespace: "AWS/Lambda",
                  MetricName: "IteratorAge",
                  Dimensions: [{ Name: "FunctionName", Value: functionName }],
                },
                Period: 60,
                Stat: "Maximum",
              },
            },
          ],
        }),
      );
      return { newest: MetricDataResults[0]?.Values?.[0] };
    },
  );
  return read.kind === "there" ? read.newest : undefined;
}
