import type { Scenario } from "./scenario";

/** What the demo found, as `--json` writes it. What was not asked for, or not reached, is null. */
export interface DemoResult {
  /** What was to be shown. */
  scenarios: readonly Scenario[];
  sourceAccount: string;
  consumerAccount: string;
  /** Whether the record arrived. */
  delivered: boolean | null;
  /** INSERT, MODIFY or REMOVE. */
  eventName: string | null;
  itemId: string | null;
  /** Whether a mapping was refused while the stream carried no policy. */
  deniedWithoutPolicy: boolean | null;
  /** Whether the reader API answered with 500 while there was no access role. */
  readerRefusedWithoutRole: boolean | null;
  /** How many items the reader API answered with. */
  readerItems: number | null;
  /** The account that the account switcher acted in. */
  switchedTo: string | null;
  /** "no changes", or the stacks that would change. */
  planAfterApply: string | null;
  /** How long each part took, seconds. */
  seconds: {
    total: number | null;
    sandbox: number | null;
    synth: number | null;
    deploy: number | null;
    putToHandled: number | null;
    reader: number | null;
    switcher: number | null;
    destroy: number | null;
  };
}

/** The plan of stacks that are as they were synthesized. */
export const NO_CHANGES = "no changes";

/** A result before anything was done. */
export function emptyResult(
  scenarios: readonly Scenario[],
  sourceAccount: string,
  consumerAccount: string,
): DemoResult {
  return {
    scenarios,
    sourceAccount,
    consumerAccount,
    delivered: null,
    eventName: null,
    itemId: null,
    deniedWithoutPolicy: null,
    readerRefusedWithoutRole: null,
    readerItems: null,
    switchedTo: null,
    planAfterApply: null,
    seconds: {
      total: null,
      sandbox: null,
      synth: null,
      deploy: null,
      putToHandled: null,
      reader: null,
      switcher: null,
      destroy: null,
    },
  };
}

/** What must hold for each scenario. */
const HOLDS: Readonly<Record<Scenario, (result: DemoResult) => boolean>> = {
  stream: ({ delivered, deniedWithoutPolicy }) => delivered === true && deniedWithoutPolicy === true,
  reader: ({ readerRefusedWithoutRole, readerItems }) =>
    readerRefusedWithoutRole === true && (readerItems ?? 0) > 0,
  switcher: ({ switchedTo, sourceAccount }) => switchedTo === sourceAccount,
};

/** Whether all held that the demo is to show. */
export function holds(result: DemoResult): boolean {
  return (
    result.planAfterApply === NO_CHANGES && result.scenarios.every((scenario) => HOLDS[scenario](result))
  );
}
