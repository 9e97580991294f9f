import { nameOf, principalsOf, type Statement, statementsOf } from "../../synthesized/statements";
import { placeOf, type Rule } from "../rule";

/** No policy lets everyone in, whatever its conditions. */
export const publicPrincipal: Rule = {
  id: "public-principal",
  sentence: "No policy lets everyone in, whatever its conditions.",
  why:
    "DynamoDB accepts a few conditions as a restriction (DynamoDB Developer Guide, Blocking public access), but a " +
    "single typing error in them opens the stream.",
  remedy: "Name the account and the role in `Principal` and `Condition`",
  check: ({ policies }) =>
    policies.flatMap((policy) =>
      statementsOf(policy.document)
        .filter(isPublic)
        .map((statement) => ({ place: placeOf(policy), cause: `${nameOf(statement)} lets everyone in` })),
    ),
};

function isPublic(statement: Statement): boolean {
  return (
    statement.Effect === "Allow" && (principalsOf(statement).includes("*") || "NotPrincipal" in statement)
  );
}
