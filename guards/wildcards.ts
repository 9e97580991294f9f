import { listOf, principalsOf, type Statement } from "../synthesized/statements";

/** A wildcard of a statement. */
export interface FoundWildcard {
  /** Name of the field, such as `Resource`. */
  readonly field: string;
  readonly value: string;
}

/** What a statement leaves open: values with a wildcard, and fields that mean everything but what they name. */
export function wildcardsOf(statement: Statement): FoundWildcard[] {
  const fields: [string, string[]][] = [
    ["Principal", principalsOf(statement)],
    ["NotPrincipal", listOf(statement.NotPrincipal && JSON.stringify(statement.NotPrincipal))],
    ...["Action", "NotAction", "Resource", "NotResource"].map((field): [string, string[]] => [
      field,
      listOf(statement[field]),
    ]),
  ];
  return fields.flatMap(([field, values]) =>
    values
      .filter((value) => field.startsWith("Not") || /[*?]/.test(value))
      .map((value) => ({ field, value })),
  );
}
