import { type Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { ReadRecord } from "./read-batch";

/** What takes the metrics of a batch: Powertools' `Metrics`, or nothing in a test. */
export interface BatchMetrics {
  addMetric(...metric: Parameters<Metrics["addMetric"]>): unknown;
  publishStoredMetrics(): void;
}

/** The outcome of a batch. */
export interface BatchResult {
  readonly handled: number;
  readonly failed: number;
  /** Records that Lambda sends again: from the lowest failure to the end of the batch. */
  readonly returned: number;
}

/**
 * Adds the metrics of one batch. The service name is the only dimension: a finer one, such as the source account, would
 * create paid metrics for every tenant.
 */
export function addBatchMetrics(
  metrics: BatchMetrics,
  result: BatchResult,
  records: readonly ReadRecord[],
): void {
  metrics.addMetric("RecordsHandled", MetricUnit.Count, result.handled);
  metrics.addMetric("RecordsFailed", MetricUnit.Count, result.failed);
  metrics.addMetric("RecordsReturned", MetricUnit.Count, result.returned);
  if (records.length === 0) return;

  const oldest = records.reduce((time, { change }) => Math.min(time, change.time.getTime()), Date.now());
  metrics.addMetric("OldestRecordAge", MetricUnit.Milliseconds, Date.now() - oldest);
}
