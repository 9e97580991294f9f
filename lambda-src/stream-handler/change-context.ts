import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import type { Replay } from "./replay";

/**
 * What `onChange` receives in addition to the change. `redrive` and `backfill` are false for changes that come from the
 * stream. If one is true, the item may have changed since: docs/backfill.md says what to do about it.
 */
export interface ChangeContext extends Replay {
  /**
   * Writes JSON lines with the request ID. Other changes are handled at the same time, so pass fields with each line
   * instead of setting them on the logger.
   */
  readonly logger: Logger;
  /** Lambda's context of this invocation: request ID, remaining time. */
  readonly invocation: Context;
}
