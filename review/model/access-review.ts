import { answersTo } from "../../access/answers";
import { madeUpNames } from "../../access/made-up-names";
import type { Question } from "../../access/questions";
import { statedPermissions } from "../../access/stated-permissions";
import { synthesizedModel } from "../../access/synthesized-model";
import type { Environment } from "../../config/schema";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";
import { type AccessChange, accessChanges } from "./access-change";
import { askedOf, baseOf, cellKey } from "./asked";
import { hiddenNote, withoutHidden } from "./hidden-policies";
import type { JudgedSide } from "./judged-side";
import type { Sides } from "./sides";

/** Why a side cannot be judged. What cannot be judged is no denial. */
export interface AccessFailure {
  readonly side: "before" | "after";
  /** Stack and address of the policy. Absent where the cause says what it is about. */
  readonly place?: string;
  readonly cause: string;
}

/** Who gains, loses and keeps what. */
export interface AccessReview {
  /** Empty if a side cannot be judged. */
  readonly changes: readonly AccessChange[];
  readonly failures: readonly AccessFailure[];
  /** What the report about access says it cannot judge, one line each. */
  readonly notes: readonly string[];
  readonly before?: JudgedSide;
  readonly after?: JudgedSide;
}

/** Judges both sides and compares them. */
export async function reviewAccess(environment: Environment, sides: Sides): Promise<AccessReview> {
  const failures: AccessFailure[] = [];
  const attempt = async <T>(
    side: AccessFailure["side"],
    act: () => T | Promise<T>,
  ): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      failures.push(...failuresOf(side, error));
      return undefined;
    }
  };
  const names = madeUpNames(environment, [...sides.comparable, ...sides.after]);
  const old = await attempt("before", () => synthesizedModel(environment, sides.comparable, names));
  const now = await attempt("after", () => synthesizedModel(environment, sides.after, names));
  if (!old || !now) return { changes: [], failures, notes: [] };
  const [was, is] = withoutHidden(old, now, sides.hidden);
  const asked = askedOf(environment, was, is);
  const [gone, added, same] = [
    await attempt("before", () => answersTo(environment, asked.before)),
    await attempt("after", () => answersTo(environment, asked.after)),
    await attempt("after", () => answersTo(environment, asked.same)),
  ];
  if (!gone || !added || !same) return { changes: [], failures, notes: [] };
  const real = new Set([...gone, ...added].filter(({ decision }) => decision === "allow").map(cellKey));
  // What is really allowed on a side has a row of its own already.
  const isOpen = (question: Question) => !real.has(baseOf(question));
  const supposedBefore = await answersTo(environment, asked.supposed.before.filter(isOpen));
  const supposedAfter = await answersTo(environment, asked.supposed.after.filter(isOpen));
  const before = {
    model: was,
    cells: [...gone, ...same, ...supposedBefore, ...statedPermissions(environment, was)],
  };
  const after = {
    model: is,
    cells: [...added, ...same, ...supposedAfter, ...statedPermissions(environment, is)],
  };
  const notes = [...now.notes, ...[...sides.hidden].map(hiddenNote)];
  return { changes: accessChanges(before, after, sides), failures, notes, before, after };
}

function failuresOf(side: AccessFailure["side"], error: unknown): AccessFailure[] {
  const problems = error instanceof UserError ? error.problems : [{ cause: reasonOf(error) }];
  return problems.map(({ place, cause }) => ({ side, ...(place && { place }), cause }));
}
