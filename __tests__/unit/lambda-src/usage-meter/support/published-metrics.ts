import type { MeterMetrics } from "../../../../../lambda-src/usage-meter/meter-metrics";

/** Keeps what was published: one object each time. */
export class PublishedMetrics implements MeterMetrics {
  readonly published: Record<string, number>[] = [];
  private stored: Record<string, number> = {};

  addMetric(...[name, , value]: Parameters<MeterMetrics["addMetric"]>): void {
    this.stored[name] = value;
  }

  publishStoredMetrics(): void {
    this.published.push(this.stored);
    this.stored = {};
  }
}
