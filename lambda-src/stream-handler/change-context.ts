import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";

/** What `onChange` is given beside the change. */
export interface ChangeContext {
  /** Writes JSON lines that carry the request ID. Other changes run at the same time: give fields with each line. */
  readonly logger: Logger;
  /** Lambda's own context of this invocation: request ID, time that is left. */
  readonly invocation: Context;
}
