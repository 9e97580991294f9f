import type { Feed } from "../feed/feed";
import type { Log } from "../log";
import type { Metrics } from "../metrics/metrics";
import type { Attempt, BatchOutcome, InvokeResult } from "../model/attempt";
import type { Mapping } from "../model/mapping";
import type { PendingRecord } from "../model/stream-record";
import type { Invoker } from "./invoker";

/** One invocation of a mapping's function. */
export interface Invocation {
  readonly mapping: Mapping;
  readonly records: readonly PendingRecord[];
  /** The function's event, as text. */
  readonly event: string;
  /** Reads the answer of a function that returned. */
  read(payload: string): BatchOutcome;
  /** Sets the mapping's LastProcessingResult. */
  report(result: string): void;
}

/** Invokes functions and reports what came of it: to the mapping, the metrics and the log. */
export class Invocations {
  constructor(
    private readonly invoker: Invoker,
    private readonly metrics: Metrics,
    private readonly feed: Feed,
    private readonly log: Log,
  ) {}

  async run({ mapping, records, event, read, report }: Invocation): Promise<Attempt> {
    const { account, region, functionArn, uuid } = mapping;
    const sequenceNumbers = () => records.map(({ sequenceNumber }) => sequenceNumber);
    this.feed.tell(() => ({ kind: "invoked", mapping: uuid, sequenceNumbers: sequenceNumbers() }));
    const result = await this.invoker.invoke({ account, region }, functionArn, event);
    const outcome = result.kind === "returned" ? read(result.payload) : undefined;
    const failed = failedCount(result, outcome, records.length);
    const text = processingResult(result, outcome);
    report(text);
    this.metrics.attempted(mapping, records, failed);
    this.feed.tell(() => ({
      kind: "returned",
      mapping: uuid,
      sequenceNumbers: sequenceNumbers(),
      handled: records.length - failed,
      result: text,
      ...("requestId" in result && { requestId: result.requestId }),
    }));
    if (result.kind === "service-error") {
      this.log("invoke-failed", { mapping: uuid, message: result.message });
    }
    return { result, outcome };
  }
}

/** AWS's texts for LastProcessingResult. A partial failure is `OK`, whatever becomes of its records (recorded). */
function processingResult(result: InvokeResult, outcome: BatchOutcome | undefined): string {
  if (result.kind === "service-error") return `PROBLEM: ${result.message}`;
  if (!outcome) return "PROBLEM: Function call failed";
  return outcome.kind === "failure" ? `PROBLEM: ${outcome.problem}` : "OK";
}

function failedCount(result: InvokeResult, outcome: BatchOutcome | undefined, records: number): number {
  if (result.kind !== "returned" || outcome?.kind === "failure") return records;
  return outcome?.kind === "partial" ? records - outcome.index : 0;
}
