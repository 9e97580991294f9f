import type { AwsClients } from "../aws/clients";
import type { BatchOutcome } from "../failing/function-answer";
import type { InvokeResult } from "../invoker/invoker";
import type { Log } from "../log";
import type { Mapping } from "../model/mapping";
import type { PendingRecord } from "../model/stream-record";

export class Metrics {
  private readonly lags = new Map<string, number>();
  constructor(_clients: AwsClients, _intervalMs: number, _log: Log) {}
  lagMs(uuid: string): number | undefined {
    return this.lags.get(uuid);
  }
  polled(_mapping: Mapping, _count: number): void {}
  filteredOut(_mapping: Mapping, _count: number): void {}
  attempt(
    mapping: Mapping,
    _result: InvokeResult,
    _outcome: BatchOutcome | undefined,
    records: readonly PendingRecord[],
  ): void {
    const last = records.at(-1);
    if (last) this.lags.set(mapping.uuid, Date.now() - last.arrivedAt);
  }
  async stop(): Promise<void> {}
}
