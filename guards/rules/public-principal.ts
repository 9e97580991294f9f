import { nameOf, principalsOf, type Statement } from "../../synthesized/statements";
import { placeOf, type Rule } from "../rule";

/** No policy lets everyone in, whatever its conditions. */
export const publicPrincipal: Rule = {
  id: "public-principal",
  sentence: "No policy lets everyone in, whatever its conditions.",
  why:
    "DynamoDB accepts a few conditions as a restriction (DynamoDB Developer Guide, Blocking public access), but a " +
    "single typing error in them opens the stream.",
  remedy: "Name the account and the role in `Principal` and `Condition`",
  check: ({ statements }) =>
    statements
      .filter(({ statement }) => isPublic(statement))
      .map((place) => ({ place: placeOf(place), cause: `${nameOf(place.statement)} lets everyone in` })),
};

function isPublic(statement: Statement): boolean {
  return (
    statement.Effect === "Allow" && (principalsOf(statement).includes("*") || "NotPrincipal" in statement)
  );
}
