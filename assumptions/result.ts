import type { Assumption } from "./assumption";
import type { NotDestroyed } from "./site/site-stacks";
import type { Verdict } from "./verdict";

/** What became of one assumption. */
export interface TrialResult extends Verdict {
  readonly id: Assumption["id"];
  readonly assumed: string;
  /** How long the trial took, with the deployment if it was the first, milliseconds; 0 if there was none. */
  readonly tookMs: number;
}

/** What came of the trials. */
export interface TrialsResult {
  /** Whether the sandbox answered, and not AWS. */
  readonly sandbox: boolean;
  readonly sourceAccountId: string;
  readonly consumerAccountId: string;
  readonly region: string;
  /** In the order of the list. */
  readonly results: readonly TrialResult[];
  readonly notDestroyed: NotDestroyed;
}
