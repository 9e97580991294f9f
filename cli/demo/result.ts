import type { Scenario } from "./scenario";

/** The results of the demo, as `--json` writes them. A result that was not requested, or not determined, is null. */
export interface DemoResult {
  /** The requested scenarios. */
  scenarios: readonly Scenario[];
  sourceAccount: string;
  consumerAccount: string;
  /** Whether the record arrived. */
  delivered: boolean | null;
  /** INSERT, MODIFY or REMOVE. */
  eventName: string | null;
  itemId: string | null;
  /** Whether a mapping was denied while the stream had no policy. */
  deniedWithoutPolicy: boolean | null;
  /** Whether the reader API answered 500 while there was no access role. */
  readerRefusedWithoutRole: boolean | null;
  /** How many items the reader API returned. */
  readerItems: number | null;
  /** The account that the account switcher acted in. */
  switchedTo: string | null;
  /** Kind of the change whose event arrived in the queue. */
  eventPut: string | null;
  /** Whether the function's role may put no event onto another bus. */
  otherBusRefused: boolean | null;
  /** "no changes", or the stacks that would change. */
  planAfterApply: string | null;
  /** Duration of each part, seconds. */
  seconds: {
    total: number | null;
    sandbox: number | null;
    synth: number | null;
    deploy: number | null;
    putToHandled: number | null;
    reader: number | null;
    switcher: number | null;
    events: number | null;
    destroy: number | null;
  };
}

/** The plan of stacks that do not differ from the synthesis. */
export const NO_CHANGES = "no changes";

/** The result before the first step. */
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
    eventPut: null,
    otherBusRefused: null,
    planAfterApply: null,
    seconds: {
      total: null,
      sandbox: null,
      synth: null,
      deploy: null,
      putToHandled: null,
      reader: null,
      switcher: null,
      events: null,
      destroy: null,
    },
  };
}

/** The checks of each scenario. */
const HOLDS: Readonly<Record<Scenario, (result: DemoResult) => boolean>> = {
  stream: ({ delivered, deniedWithoutPolicy }) => delivered === true && deniedWithoutPolicy === true,
  reader: ({ readerRefusedWithoutRole, readerItems }) =>
    readerRefusedWithoutRole === true && (readerItems ?? 0) > 0,
  switcher: ({ switchedTo, sourceAccount }) => switchedTo === sourceAccount,
  events: ({ eventPut, otherBusRefused }) => eventPut === "INSERT" && otherBusRefused === true,
};

/** Whether all checks of the demo passed. */
export function holds(result: DemoResult): boolean {
  return (
    result.planAfterApply === NO_CHANGES && result.scenarios.every((scenario) => HOLDS[scenario](result))
  );
}
