import type { Durations } from "../step";
import type { Compared } from "./counted-usage";

/** The results of the scenario, as `--json` writes them. What is not known yet is null. */
export interface SaasResult {
  readonly scenario: "saas";
  /** Decides what is written, and in which order. */
  readonly seed: number;
  /** IDs of the tenants at the beginning. */
  readonly tenants: readonly string[];
  readonly removed: string;
  readonly added: string;
  /** Changes of the other tenants while one went and the other came. */
  writtenMeanwhile: number | null;
  /** What the exchange did to each resource. */
  changes: readonly string[] | null;
  /** What it should not have done. */
  unexpectedChanges: readonly string[] | null;
  /** How many mappings of the other tenants are the same as before. */
  mappingsKept: number | null;
  /** Those that are not: function and account of the stream. */
  mappingsLost: readonly string[] | null;
  /** The ledger beside what was written, tenant by tenant. */
  usage: readonly Compared[] | null;
  readonly seconds: Durations<
    "total" | "sandbox" | "synth" | "deploy" | "load" | "drain" | "exchange" | "count"
  >;
}

export function emptySaasResult(
  seed: number,
  tenants: readonly string[],
  exchange: { readonly leaving: string; readonly joining: string },
): SaasResult {
  return {
    scenario: "saas",
    seed,
    tenants,
    removed: exchange.leaving,
    added: exchange.joining,
    writtenMeanwhile: null,
    changes: null,
    unexpectedChanges: null,
    mappingsKept: null,
    mappingsLost: null,
    usage: null,
    seconds: {
      ...{ total: null, sandbox: null, synth: null, deploy: null },
      ...{ load: null, drain: null, exchange: null, count: null },
    },
  };
}

/** Whether all checks of the scenario passed: none may be missing. */
export function saasHolds(result: SaasResult): boolean {
  const { usage, tenants, writtenMeanwhile, unexpectedChanges, mappingsKept, mappingsLost } = result;
  return (
    usage?.length === tenants.length + 1 &&
    usage.every(({ equal }) => equal) &&
    (writtenMeanwhile ?? 0) > 0 &&
    unexpectedChanges?.length === 0 &&
    (mappingsKept ?? 0) > 0 &&
    mappingsLost?.length === 0
  );
}
