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
    from: "`wildcardBecause` of the functions' `permissions` in the environment file; what [guards/allowed-wildcards.ts](../guards/allowed-wildcards.ts) allows holds for every app",
  },
  check: ({ settings, policies }) => {
    const allowed = { ...ALLOWED_WILDCARDS, ...settings.allowedWildcards };
    return policies.flatMap((policy) =>
      statementsOf(policy.document).flatMap((statement) =>
        wildcardsOf(statement)
          .filter(({ key, exactKey }) => !Object.hasOwn(allowed, key) && !Object.hasOwn(allowed, exactKey))
          .map(({ field, value }) => ({
            place: placeOf(policy),
            cause: `${nameOf(statement)} has ${field} ${value}, a wildcard without a reason`,
          })),
      ),
    );
  },
};
