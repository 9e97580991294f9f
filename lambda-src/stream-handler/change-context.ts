import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";

/** What `onChange` receives in addition to the change. */
export interface ChangeContext {
  /**
   * Writes JSON lines with the request ID. Other changes are handled at the same time, so pass fields with each line
   * instead of setting them on the logger.
   */
  readonly logger: Logger;
  /** Lambda's context of this invocation: request ID, remaining time. */
  readonly invocation: Context;
}
