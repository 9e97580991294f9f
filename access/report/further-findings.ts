import type { InventoryFinding } from "../inventory/finding";

/** What is reported beside the cells of the matrix. */
export interface FurtherFindings {
  /** Where the stacks differ from what the environment file implies. */
  readonly inventory: readonly InventoryFinding[];
  /** What breaks a rule of the guards. */
  readonly guards: readonly GuardFinding[];
}

/** A finding of the guards. */
interface GuardFinding {
  readonly rule: string;
  readonly place: string;
  readonly cause: string;
  readonly remedy: string;
}

/** Nothing beside the matrix. */
export const NO_FURTHER_FINDINGS: FurtherFindings = { inventory: [], guards: [] };
