import { type Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/** What takes the meter's metrics: Powertools' `Metrics`, or a list in a test. */
export interface MeterMetrics {
  addMetric(...metric: Parameters<Metrics["addMetric"]>): unknown;
  publishStoredMetrics(): void;
}

/**
 * Publishes how many counts of a window contradicted the ledger; 0 as well, so that the metric is there before anything
 * is wrong. The service name is its only dimension: a finer one would create a paid metric for every tenant.
 */
export function publishConflicts(metrics: MeterMetrics, conflicts: number): void {
  metrics.addMetric("LedgerConflicts", MetricUnit.Count, conflicts);
  metrics.publishStoredMetrics();
}
