import type { Environment } from "../../config/schema";
import { type AccessChange, accessChanges } from "./access-change";
import { type JudgedSide, judge } from "./judge";
import type { Sides } from "./sides";

/** Who gains, loses and keeps what. */
export interface AccessReview {
  /** Empty if a side cannot be judged. */
  readonly changes: readonly AccessChange[];
  /** Why a side cannot be judged, one text each. */
  readonly failures: readonly string[];
  /** What the report about access says it cannot judge, one line each. */
  readonly notes: readonly string[];
  readonly before?: JudgedSide;
  readonly after?: JudgedSide;
}

/** Judges both sides and compares them. */
export async function reviewAccess(environment: Environment, sides: Sides): Promise<AccessReview> {
  const [before, after] = [await judge(environment, sides.before), await judge(environment, sides.after)];
  if ("failure" in before || "failure" in after) {
    const failures = [
      ...("failure" in before ? [`Before: ${before.failure}`] : []),
      ...("failure" in after ? [`After: ${after.failure}`] : []),
    ];
    return { changes: [], failures, notes: [] };
  }
  const changes = accessChanges(before, after, sides);
  return { changes, failures: [], notes: after.matrix.notes, before, after };
}
