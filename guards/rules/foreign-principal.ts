import { nameOf, principalsOf } from "../../synthesized/statements";
import { placeOf, type Rule } from "../rule";

/** Policies let in principals of known accounts only. */
export const foreignPrincipal: Rule = {
  id: "foreign-principal",
  sentence:
    "Policies let in principals of known accounts only: those that the stacks deploy to, and those listed.",
  why: "A wrong account ID in a policy gives somebody else access.",
  remedy: "Add its account to `accounts`, or remove the grant",
  exception: { settings: ["accountIds"], from: "`accounts` in the environment file" },
  check: ({ settings, stacks, statements }) => {
    const known = new Set([...settings.accountIds, ...stacks.map(({ accountId }) => accountId)]);
    return statements
      .filter(({ statement }) => statement.Effect === "Allow")
      .flatMap((place) =>
        principalsOf(place.statement)
          .filter((principal) => isForeign(principal, known))
          .map((principal) => ({
            place: placeOf(place),
            cause: `${nameOf(place.statement)} lets ${principal} in, which is in none of the known accounts`,
          })),
      );
  },
};

/** What names no account, such as an AWS service, belongs to none. */
function isForeign(principal: string, known: ReadonlySet<string>): boolean {
  const account = /\d{12}/.exec(principal)?.[0];
  return account !== undefined && !known.has(account);
}
