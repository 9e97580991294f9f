import type { AwsClients } from "../aws/clients";
import type { Scope } from "../aws/identity";
import type { Log } from "../log";
import type { Mapping } from "../model/mapping";
import type { PendingRecord } from "../model/stream-record";
import { type Dimension, MetricBuffer } from "./metric-buffer";

/** The event-count metrics of a mapping (Lambda Developer Guide, types of metrics). */
type EventCount =
  | "PolledEventCount"
  | "FilteredOutEventCount"
  | "InvokedEventCount"
  | "FailedInvokeEventCount"
  | "DroppedEventCount"
  | "OnFailureDestinationDeliveredEventCount";

/**
 * Turns what happens to records into CloudWatch metrics. The function's Invocations, Errors, Throttles and
 * Duration are not among them: the emulator counts those itself, with every Invoke.
 */
export class Metrics {
  private readonly buffer: MetricBuffer;
  private readonly lags = new Map<string, number>();

  constructor(clients: AwsClients, intervalMs: number, log: Log) {
    this.buffer = new MetricBuffer(clients, intervalMs, log);
  }

  /** Age that the last record sent to the function had at that moment. Milliseconds. */
  lagMs(uuid: string): number | undefined {
    return this.lags.get(uuid);
  }

  /** One GetRecords; 0 counts too: AWS sends it as a heartbeat (recorded). */
  polled(mapping: Mapping, count: number): void {
    this.count(mapping, "PolledEventCount", count);
  }

  filteredOut(mapping: Mapping, count: number): void {
    if (count > 0) this.count(mapping, "FilteredOutEventCount", count);
  }

  /** One invocation, whether the function ran or not, and how many of the records failed. */
  attempted(mapping: Mapping, records: readonly PendingRecord[], failed: number): void {
    this.iteratorAge(mapping, records);
    this.count(mapping, "InvokedEventCount", records.length);
    if (failed > 0) this.count(mapping, "FailedInvokeEventCount", failed);
  }

  delivered(mapping: Mapping, count: number): void {
    this.count(mapping, "OnFailureDestinationDeliveredEventCount", count);
  }

  dropped(mapping: Mapping, count: number): void {
    this.count(mapping, "DroppedEventCount", count);
  }

  /** The destination refused discarded records. */
  deliveryFailed(mapping: Mapping): void {
    this.buffer.add(mapping, "DestinationDeliveryFailures", "Count", functionDimensions(mapping), 1);
  }

  /** Sends what is left. */
  stop(): Promise<void> {
    return this.buffer.stop();
  }

  /** Age of the last record of a batch when it is sent (recorded). */
  private iteratorAge(mapping: Mapping, records: readonly PendingRecord[]): void {
    const last = records.at(-1);
    if (!last) return;
    const age = Math.max(0, Date.now() - last.arrivedAt);
    this.lags.set(mapping.uuid, age);
    this.buffer.add(mapping, "IteratorAge", "Milliseconds", functionDimensions(mapping), age);
  }

  private count(mapping: Mapping, name: EventCount, value: number): void {
    if (!mapping.settings.metrics?.includes("EventCount")) return;
    const dimensions: Dimension[] = [{ Name: "EventSourceMappingUUID", Value: mapping.uuid }];
    const scope: Scope = mapping;
    this.buffer.add(scope, name, "Count", dimensions, value);
  }
}

function functionDimensions(mapping: Mapping): Dimension[] {
  return [{ Name: "FunctionName", Value: mapping.functionName }];
}
