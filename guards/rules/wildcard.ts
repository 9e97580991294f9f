import { nameOf, statementsOf } from "../../synthesized/statements";
import { ALLOWED_WILDCARDS, wildcardsOf } from "../allowed-wildcards";
import { placeOf, type Rule } from "../rule";

/** Policies contain no wildcard without a reason. */
export const wildcard: Rule = {
  id: "wildcard",
  sentence: "Policies contain no wildcard without a reason.",
  why: "Policies grant least privilege: what a wildcard covers grows with everything that is added later.",
  remedy: "Name exactly what is meant, or give the reason in guards/allowed-wildcards.ts",
  exception: {
    settings: ["allowedWildcards"],
    from: "[guards/allowed-wildcards.ts](../guards/allowed-wildcards.ts), which holds for every app",
  },
  check: ({ settings, policies }) => {
    const allowed = { ...ALLOWED_WILDCARDS, ...settings.allowedWildcards };
    return policies.flatMap((policy) =>
      statementsOf(policy.document).flatMap((statement) =>
        wildcardsOf(statement)
          .filter(({ key }) => !Object.hasOwn(allowed, key))
          .map(({ field, value }) => ({
            place: placeOf(policy),
            cause: `${nameOf(statement)} has ${field} ${value}, a wildcard without a reason`,
          })),
      ),
    );
  },
};
