import type { Environment } from "../../config/schema";
import { type AccessChange, accessChanges } from "./access-change";
import { type JudgedSide, judge, modelOf } from "./judge";
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
  const models = [modelOf(environment, sides.comparable), modelOf(environment, sides.after)] as const;
  const [old, now] = models;
  if ("failure" in old || "failure" in now) return unjudged(models);
  const judged = [await judge(environment, old, now), await judge(environment, now, old)] as const;
  const [before, after] = judged;
  if ("failure" in before || "failure" in after) return unjudged(judged);
  return { changes: accessChanges(before, after, sides), failures: [], notes: now.notes, before, after };
}

function unjudged([before, after]: readonly [object, object]): AccessReview {
  const failures = [
    ...("failure" in before ? [`Before: ${before.failure}`] : []),
    ...("failure" in after ? [`After: ${after.failure}`] : []),
  ];
  return { changes: [], failures, notes: [] };
}
