/** What the demo found, as `--json` writes it. */
export interface DemoResult {
  /** Whether the record arrived. */
  delivered: boolean;
  /** INSERT, MODIFY or REMOVE; null if nothing arrived. */
  eventName: string | null;
  itemId: string | null;
  sourceAccount: string;
  consumerAccount: string;
  /** Whether a mapping was refused while the stream carried no policy. */
  deniedWithoutPolicy: boolean;
  /** "no changes", the stacks that would change, or null if it did not come to that. */
  planAfterApply: string | null;
  /** How long each part took, seconds; null for what was not reached or left out. */
  seconds: {
    total: number | null;
    sandbox: number | null;
    synth: number | null;
    deploy: number | null;
    putToHandled: number | null;
    destroy: number | null;
  };
}

/** The plan of stacks that are as they were synthesized. */
export const NO_CHANGES = "no changes";

/** A result before anything was done. */
export function emptyResult(sourceAccount: string, consumerAccount: string): DemoResult {
  return {
    delivered: false,
    eventName: null,
    itemId: null,
    sourceAccount,
    consumerAccount,
    deniedWithoutPolicy: false,
    planAfterApply: null,
    seconds: { total: null, sandbox: null, synth: null, deploy: null, putToHandled: null, destroy: null },
  };
}

/** Whether all held that the demo is to show. */
export function holds(result: DemoResult): boolean {
  return result.delivered && result.deniedWithoutPolicy && result.planAfterApply === NO_CHANGES;
}
