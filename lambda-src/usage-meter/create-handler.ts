import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { errorFields } from "../shared/redaction/error-fields";
import { type FoldSettings, fold } from "./fold";
import type { Ledger } from "./ledger";
import { type MeterMetrics, publishConflicts } from "./meter-metrics";
import { readState, type State } from "./state";
import { assertWindowEvent, ownerOf, type WindowAnswer, type WindowEvent } from "./window-event";

export interface MeterParts {
  readonly ledger: Ledger;
  readonly logger: Logger;
  readonly metrics: MeterMetrics;
  readonly settings: FoldSettings;
}

/** A Lambda function for an event source mapping with a tumbling window. */
export type UsageMeter = (event: WindowEvent, invocation: Context) => Promise<WindowAnswer>;

/**
 * Creates the meter: it counts in the window's state, and writes to the ledger when the window ends. What it has written
 * before an error is dropped when Lambda sends the end of the window again.
 */
export function createHandler({ ledger, logger, metrics, settings }: MeterParts): UsageMeter {
  return async (event, invocation) => {
    logger.addContext(invocation);
    try {
      return await meter(event);
    } catch (error) {
      logger.error("The window was not counted or not kept. Lambda will try again.", {
        error: errorFields(error),
      });
      throw error;
    }
  };

  async function meter(event: WindowEvent): Promise<WindowAnswer> {
    assertWindowEvent(event);
    const owner = ownerOf(event.eventSourceARN);
    const state = fold(readState(event.state), event.Records, settings);
    if (!event.isFinalInvokeForWindow) return { state, batchItemFailures: [] };

    await write(owner, event.shardId, state, { ledger, logger, metrics });
    return { state: {}, batchItemFailures: [] };
  }
}

async function write(
  owner: string,
  shardId: string,
  { runs }: State,
  { ledger, logger, metrics }: Omit<MeterParts, "settings">,
): Promise<void> {
  let conflicts = 0;
  try {
    for (const run of runs) {
      if (!(await ledger.add(owner, shardId, run))) continue;
      conflicts += 1;
      const { start, first, last } = run;
      logger.warn("Usage was counted twice in part, or not in full: the ledger keeps both counts.", {
        ...{ owner, shardId, first, last },
        period: new Date(start * 1000).toISOString(),
      });
    }
  } finally {
    publishConflicts(metrics, conflicts);
  }
}
