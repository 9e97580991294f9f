import { canonicalConditions } from "../../access/canonical-conditions";
import { matchesPattern } from "../../access/matches-pattern";
import { listOf, principalsOf, type Statement } from "../../synthesized/statements";

/** What a statement says, as texts that can be compared. */
export interface StatementText {
  readonly sid?: string;
  readonly effect: string;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Each condition as `operator key`, with its values. */
  readonly conditions: Readonly<Record<string, string>>;
}

/** What a statement says, as texts that can be compared. */
export function statementText(statement: Statement): StatementText {
  const { Sid, Effect, Condition = {}, NotPrincipal } = statement;
  const excluded = principalsOf({ Effect, Principal: NotPrincipal });
  const conditions = Object.entries(Condition).flatMap(([operator, byKey]) =>
    Object.entries(byKey).map(
      ([key, values]) => [`${operator} ${key}`, canonicalConditions(values)] as const,
    ),
  );
  return {
    ...(Sid !== undefined && { sid: Sid }),
    effect: Effect,
    principals: [...principalsOf(statement), ...allBut(excluded)],
    actions: [...listOf(statement.Action), ...allBut(listOf(statement.NotAction))],
    resources: [...listOf(statement.Resource), ...allBut(listOf(statement.NotResource))],
    conditions: Object.fromEntries(conditions),
  };
}

function allBut(excluded: readonly string[]): string[] {
  return excluded.length === 0 ? [] : [`all but ${excluded.join(", ")}`];
}

/** What a list lets in that it did not before: values that no old value covers. */
export function added(before: readonly string[], after: readonly string[]): string[] {
  return after.filter((value) => !before.some((old) => old === value || matchesPattern(old, value)));
}
