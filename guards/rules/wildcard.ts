import { nameOf } from "../../synthesized/statements";
import { isArguedFor } from "../argued-statement";
import { placeOf, type Rule } from "../rule";
import { wildcardsOf } from "../wildcards";

/** Policies contain no wildcard without a reason. */
export const wildcard: Rule = {
  id: "wildcard",
  sentence: "Policies contain no wildcard without a reason.",
  why:
    "Policies grant least privilege: what a wildcard covers grows with everything that is added later. A reason is for " +
    "one statement and covers nothing else: kind of policy, effect, principal, actions, resources and conditions are " +
    "compared, the statement's ID is not.",
  remedy: "Name exactly what is meant, or argue for the whole statement in `arguedStatements`",
  exception: {
    settings: ["arguedStatements"],
    from: "`wildcardBecause` of the functions' `permissions` in the environment file; what [guards/argued-statements.ts](../guards/argued-statements.ts) argues for holds for every app",
  },
  check: ({ argued, statements }) =>
    statements.flatMap((place) => {
      const found = wildcardsOf(place.statement);
      if (found.length === 0 || isArguedFor(place, argued)) return [];
      const open = found.map(({ field, value }) => `${field} ${value}`).join(" and ");
      return [
        { place: placeOf(place), cause: `${nameOf(place.statement)} has ${open}, and nothing argues for it` },
      ];
    }),
};
