import { listOf, principalsOf, type Statement, statementsOf } from "../synthesized/statements";
import { ARGUED_WILDCARDS } from "./argued-wildcards";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** No wildcard but those that `argued-wildcards.ts` argues for. */
export function wildcards({ policies }: GuardInput): Finding[] {
  return policies.flatMap((policy) =>
    statementsOf(policy.document).flatMap((statement) =>
      wildcardsOf(statement)
        .filter(({ argument }) => !Object.hasOwn(ARGUED_WILDCARDS, argument))
        .map(({ field, value }) => ({
          place: placeOf(policy),
          cause: `statement ${statement.Sid} has ${field} ${value}, a wildcard nobody argued for`,
          remedy: "Name what is meant exactly, or give the reason in stacks/guards/argued-wildcards.ts",
        })),
    ),
  );
}

/** What a statement leaves open, and how ARGUED_WILDCARDS writes it. */
export function wildcardsOf(statement: Statement): { field: string; value: string; argument: string }[] {
  // One statement for each reader, and its name in front.
  const sid = String(statement.Sid).replace(/^.*Decrypts\d*$/, "Decrypts");
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
      .map((value) => ({ field, value, argument: `${sid} ${field} ${onlyEnd(value)}` })),
  );
}

function onlyEnd(value: string): string {
  return value.replace(/^arn:[^*?]*(:\*|\/\*)$/, "$1").replace(/^arn:[\w-]+:(iam::\*:role)\/[^*?]+$/, "$1");
}
