import { BatchQueue } from "../batching/batch-queue";
import { BatchProcessor, type ProcessorHost } from "../invocation/batch-invocation";
import { type BatchOutcome, readPartialAnswer } from "../invocation/function-answer";
import type { InvokeResult } from "../invocation/invoker";
import { functionEvent } from "../model/function-event";
import type { PendingRecord } from "../model/stream-record";
import { Bell } from "../waiting/pause";
import type { ShardHost } from "./shard-run";

/** What a shard runner feeds: one lane for each batch that may be in flight at once. */
export interface RecordLane {
  push(records: readonly PendingRecord[]): void;
  /** No more records will come. */
  close(): void;
  /** Works until it is closed and empty, or the signal fires. */
  run(): Promise<void>;
}

/** Takes one lane's records to the function, batch after batch. */
export class Lane implements RecordLane {
  private readonly queue: BatchQueue;
  private readonly bell = new Bell();
  private closed = false;

  constructor(
    private readonly host: ShardHost,
    private readonly index: number,
  ) {
    const { batchSize, maximumBatchingWindowInSeconds } = host.settings;
    this.queue = new BatchQueue({ batchSize, windowMs: maximumBatchingWindowInSeconds * 1000 });
  }

  push(records: readonly PendingRecord[]): void {
    const now = Date.now();
    for (const record of records) this.queue.push(record, now);
    this.bell.ring();
  }

  close(): void {
    this.closed = true;
    this.bell.ring();
  }

  async run(): Promise<void> {
    const { signal } = this.host;
    while (!signal.aborted) {
      const batch = this.queue.take(Date.now(), this.closed);
      if (batch.length > 0) await new BatchProcessor(batch, this.processorHost()).run();
      else if (this.closed && this.queue.length === 0) return;
      else await this.bell.wait(this.queue.dueIn(Date.now()), signal);
    }
  }

  private processorHost(): ProcessorHost<PendingRecord> {
    const { host } = this;
    return {
      signal: host.signal,
      policy: failurePolicy(host),
      arrivedAt: (record) => record.arrivedAt,
      access: () => host.access.granted(),
      invoke: (records) => invoke(host, functionEvent(records)),
      outcome: (records, payload) => this.outcome(records, payload),
      drop: (records, reason) => host.services.destinations.send(host, { records, ...reason }),
      settle: (records) => host.settle(records, this.index),
      report: (result, outcome, records) => reportAttempt(host, result, outcome, records),
    };
  }

  private outcome(records: readonly PendingRecord[], payload: string): BatchOutcome {
    if (!reportsItemFailures(this.host)) return { kind: "success" };
    return readPartialAnswer(
      payload,
      records.map(({ sequenceNumber }) => sequenceNumber),
    );
  }
}

/** Whether the mapping asked for ReportBatchItemFailures; otherwise the answer is not looked at. */
export function reportsItemFailures({ settings }: ShardHost): boolean {
  return settings.functionResponseTypes.includes("ReportBatchItemFailures");
}

/** The mapping's settings as the batch processor wants them. */
export function failurePolicy({ settings, services }: ShardHost): ProcessorHost<unknown>["policy"] {
  const { maximumRecordAgeInSeconds: age } = settings;
  return {
    maximumRetryAttempts: settings.maximumRetryAttempts,
    bisect: settings.bisectBatchOnFunctionError,
    maximumAgeMs: age === -1 ? undefined : age * 1000,
    retryBackoffMs: services.settings.retryBackoffMs,
  };
}

/** Runs the mapping's function. */
export function invoke({ mapping, services }: ShardHost, event: string): Promise<InvokeResult> {
  const { account, region, functionArn } = mapping;
  return services.invoker.invoke({ account, region }, functionArn, event);
}

/** AWS's texts for LastProcessingResult. */
function processingResult(result: InvokeResult, outcome: BatchOutcome | undefined): string {
  if (result.kind === "service-error") return `PROBLEM: ${result.message}`;
  if (outcome?.kind === "success") return "OK";
  return outcome?.kind === "failure" ? `PROBLEM: ${outcome.problem}` : "PROBLEM: Function call failed";
}

/** Tells the mapping's state and metrics what an attempt came to. */
export function reportAttempt(
  host: ShardHost,
  result: InvokeResult,
  outcome: BatchOutcome | undefined,
  records: readonly PendingRecord[],
): void {
  host.report(processingResult(result, outcome));
  host.services.metrics.attempt(host.mapping, result, outcome, records);
  if (result.kind === "service-error") {
    host.services.log("invoke-failed", { mapping: host.mapping.uuid, message: result.message });
  }
}
