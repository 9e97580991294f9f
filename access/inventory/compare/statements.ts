import type { Settings } from "../stack-inventory";
import { isFields } from "./normalized";
import { type Resolver, resolvedValue } from "./resolved";

/** The fields that a statement is matched by. */
export const FIELDS = ["Effect", "Principal", "Action", "Resource", "Condition"] as const;

/** Two statements with this many equal fields are taken for one that was changed. */
const ALIKE = 3;

/** A statement in a form in which two that mean the same are the same, and its ID. */
export interface CanonicalStatement {
  readonly id: string | undefined;
  readonly fields: Settings;
}

/** Statements that were expected or found, and have no equal on the other side. */
export interface UnmatchedStatements {
  /** Statements that differ in a field or two. */
  readonly changed: readonly (readonly [expected: CanonicalStatement, found: CanonicalStatement])[];
  readonly missing: readonly CanonicalStatement[];
  readonly additional: readonly CanonicalStatement[];
}

/** A statement with references resolved, without its ID, and with lists for what may be one value or several. */
export function canonicalStatement(statement: Settings, resolve: Resolver): CanonicalStatement {
  const { Sid, ...rest } = statement;
  const entries = Object.entries(rest).filter(([, value]) => value !== undefined);
  const fields = Object.fromEntries(
    entries.map(([field, value]) => [field, canonical(field, resolvedValue(value, resolve))]),
  );
  return { id: typeof Sid === "string" ? Sid : undefined, fields };
}

/** Pairs equal statements, then alike ones. */
export function unmatched(
  expected: readonly CanonicalStatement[],
  found: readonly CanonicalStatement[],
): UnmatchedStatements {
  const missing = [...expected];
  const additional = found.filter((one) => !takeBest(missing, one, FIELDS.length));
  const changed = [...additional].flatMap((one) => {
    const original = takeBest(missing, one, ALIKE);
    if (!original) return [];
    additional.splice(additional.indexOf(one), 1);
    return [[original, one] as const];
  });
  return { changed, missing, additional };
}

/** The fields in which two statements differ. */
export function differingFields(a: CanonicalStatement, b: CanonicalStatement): string[] {
  const names = new Set([...FIELDS, ...Object.keys(a.fields), ...Object.keys(b.fields)]);
  return [...names].filter((name) => JSON.stringify(a.fields[name]) !== JSON.stringify(b.fields[name]));
}

/** Takes out the statement that is most alike, if enough of its fields are equal and no other field is there. */
function takeBest(
  among: CanonicalStatement[],
  wanted: CanonicalStatement,
  atLeast: number,
): CanonicalStatement | undefined {
  const ranked = among
    .map((one) => ({ one, equal: FIELDS.length - differingFields(one, wanted).length }))
    .filter(({ equal }) => equal >= atLeast)
    .sort((a, b) => b.equal - a.equal);
  const [best] = ranked;
  if (!best) return undefined;
  among.splice(among.indexOf(best.one), 1);
  return best.one;
}

function canonical(field: string, value: unknown): unknown {
  if (field === "Effect" || value === "*") return value === "*" && field !== "Principal" ? ["*"] : value;
  if (!isFields(value)) return sortedList(value);
  const entries = Object.entries(value).map(([key, one]) => [key, canonical("", one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is no text stays what it is: a condition's `true` is not `"true"`. */
function sortedList(value: unknown): unknown[] {
  const list = Array.isArray(value) ? value : [value];
  return [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
