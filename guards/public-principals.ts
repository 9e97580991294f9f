import { principalsOf, statementsOf } from "../synthesized/statements";
import { type Finding, type GuardInput, placeOf } from "./guard";

/**
 * Nobody is let in for being anybody, whatever the conditions: DynamoDB takes a few of them as a restriction
 * (DynamoDB Developer Guide, "Blocking public access"), but one typing error in them opens the stream.
 */
export function publicPrincipals({ policies }: GuardInput): Finding[] {
  return policies.flatMap((policy) =>
    statementsOf(policy.document)
      .filter((statement) => statement.Effect === "Allow" && isPublic(principalsOf(statement), statement))
      .map(({ Sid }) => ({
        place: placeOf(policy),
        cause: `statement ${Sid} lets everybody in`,
        remedy: "Name the account and the role in `Principal` and `Condition`",
      })),
  );
}

function isPublic(principals: readonly string[], statement: object): boolean {
  return principals.includes("*") || "NotPrincipal" in statement;
}
