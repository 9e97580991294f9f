import { type MetricDatum, PutMetricDataCommand, type StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { AwsClients } from "../aws/clients";
import type { Scope } from "../aws/identity";
import { errorText, type Log } from "../log";

/** Name and value of a metric's dimension. */
export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

interface Series {
  readonly scope: Scope;
  readonly name: string;
  readonly unit: StandardUnit;
  readonly dimensions: readonly Dimension[];
  /** How often each value was seen. */
  readonly values: Map<number, number>;
}

const NAMESPACE = "AWS/Lambda";
/** Values of one datum (CloudWatch API reference, MetricDatum). */
const VALUES_PER_DATUM = 150;

/** Gathers samples and sends them to CloudWatch at intervals: one call per account, however many samples. */
export class MetricBuffer {
  private series = new Map<string, Series>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly clients: AwsClients,
    intervalMs: number,
    private readonly log: Log,
  ) {
    this.timer = setInterval(() => void this.flush(), intervalMs);
    this.timer.unref();
  }

  add(scope: Scope, name: string, unit: StandardUnit, dimensions: readonly Dimension[], value: number): void {
    const { account, region } = scope;
    const key = [account, region, name, ...dimensions.map(({ Value }) => Value)].join("/");
    const series = this.series.get(key) ?? {
      scope: { account, region },
      name,
      unit,
      dimensions,
      values: new Map(),
    };
    this.series.set(key, series);
    series.values.set(value, (series.values.get(value) ?? 0) + 1);
  }

  /** Sends what is left, and stops. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async flush(): Promise<void> {
    const byScope = new Map<string, Series[]>();
    for (const series of this.series.values()) {
      const key = `${series.scope.account}/${series.scope.region}`;
      byScope.set(key, [...(byScope.get(key) ?? []), series]);
    }
    this.series = new Map();
    await Promise.all([...byScope.values()].map((list) => this.send(list)));
  }

  /** A metric that cannot be sent is lost: the records must not wait for it. */
  private async send(list: readonly Series[]): Promise<void> {
    const [first] = list;
    if (!first) return;
    const Timestamp = new Date();
    const MetricData = list.flatMap((series) => data(series, Timestamp));
    try {
      await this.clients
        .cloudWatch(first.scope)
        .send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData }));
    } catch (error) {
      this.log("metrics-not-sent", { account: first.scope.account, message: errorText(error) });
    }
  }
}

function data({ name, unit, dimensions, values }: Series, Timestamp: Date): MetricDatum[] {
  const samples = [...values];
  const chunks = Math.ceil(samples.length / VALUES_PER_DATUM);
  return Array.from({ length: chunks }, (_, chunk) => {
    const part = samples.slice(chunk * VALUES_PER_DATUM, (chunk + 1) * VALUES_PER_DATUM);
    return {
      MetricName: name,
      Dimensions: [...dimensions],
      Unit: unit,
      Timestamp,
      Values: part.map(([value]) => value),
      Counts: part.map(([, count]) => count),
    };
  });
}
