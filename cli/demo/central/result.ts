import type { Durations } from "../step";
import { isExact, type Received } from "./received";

/** The results of the scenario, as `--json` writes them. What is not known yet is null. */
export interface CentralResult {
  readonly scenario: "central";
  /** Decides what is written, and in which order. */
  readonly seed: number;
  /** What each tenant's function was given, beside what was written. */
  tenants: readonly Received[] | null;
  readonly seconds: Durations<"total" | "sandbox" | "synth" | "deploy" | "load" | "count">;
}

export function emptyCentralResult(seed: number): CentralResult {
  return {
    scenario: "central",
    seed,
    tenants: null,
    seconds: { total: null, sandbox: null, synth: null, deploy: null, load: null, count: null },
  };
}

/** Whether at least two tenants have a function, and each function was given exactly its tenant's changes. */
export function centralHolds({ tenants }: CentralResult): boolean {
  const withFunction = tenants?.filter(({ functionName }) => functionName !== null) ?? [];
  return withFunction.length > 1 && withFunction.every(isExact);
}
