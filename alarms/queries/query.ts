import type { FunctionPart } from "../../config/function-parts";

/** A question to the logs, for CloudWatch Logs Insights. */
export interface LogQuery {
  /** Unique, such as `failed-changes`. */
  readonly id: string;
  /** What it answers: a sentence that ends with a question mark. */
  readonly question: string;
  /** The functions whose logs it searches. It is left out for a consumer that has none of them. */
  readonly over: readonly FunctionPart[];
  /** What to write before it is run, and where that comes from; absent if it can be run as it is. */
  readonly fillIn?: string;
  /** The query, a command a line. */
  readonly lines: readonly string[];
}
