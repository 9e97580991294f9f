import type { Environment } from "../config/schema";

/** Where the policies of an answer come from. */
export type PolicyOrigin = "synthesized" | "deployed";

/** A decision on a request. `unknown`: it depends on policies that are not known. */
export type Verdict = "allowed" | "denied" | "unknown";

/** What an answer is given for. */
export interface AnswerContext {
  readonly environmentName: string;
  readonly environment: Environment;
  readonly origin: PolicyOrigin;
}
