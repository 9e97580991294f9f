/** A statement of a policy, whatever wrote it. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [field: string]: unknown;
}

/** The statements of a policy: one alone may stand without brackets. */
export function statementsOf(document: unknown): Statement[] {
  if (typeof document !== "object" || document === null || !("Statement" in document)) return [];
  const { Statement: statements } = document;
  return (Array.isArray(statements) ? statements : [statements]) as Statement[];
}

/** A statement as messages name it. */
export function nameOf({ Sid }: Statement): string {
  return Sid === undefined ? "a statement without Sid" : `statement ${Sid}`;
}

/** A field of a statement as a list: one value may stand without brackets. */
export function listOf(field: unknown): string[] {
  if (field === undefined) return [];
  return (Array.isArray(field) ? field : [field]).map(String);
}

/** The principals of a statement: `*`, or values such as ARNs, account IDs and services. */
export function principalsOf({ Principal: principal }: Statement): string[] {
  if (typeof principal !== "object" || principal === null) return listOf(principal);
  return Object.values(principal).flatMap(listOf);
}
