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
    private readonly log: Log,
  ) {}

  async run({ mapping, records, event, read, report }: Invocation): Promise<Attempt> {
    const { account, region, functionArn } = mapping;
    const result = await this.invoker.invoke({ account, region }, functionArn, event);
    const outcome = result.kind === "returned" ? read(result.payload) : undefined;
    report(processingResult(result, outcome));
    this.metrics.attempted(mapping, records, failedCount(result, outcome, records.length));
    if (result.kind === "service-error") {
      this.log("invoke-failed", { mapping: mapping.uuid, message: result.message });
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
