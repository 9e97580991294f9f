import { listOf, nameOf, statementsOf } from "../../synthesized/statements";
import { placeOf, type Rule } from "../rule";

/** A role assumes roles of named accounts only, unless any account is meant. */
export const anyAccount: Rule = {
  id: "any-account",
  sentence: "A role may assume roles of named accounts only.",
  why: "Otherwise a stranger's account could offer it a role, and learn or change what it does there.",
  remedy: "Name the accounts, or write `accounts: any` for the account switcher",
  exception: {
    settings: ["assumesAnyAccount"],
    from: "`accountSwitcher.accounts: any` in the environment file",
  },
  check: ({ settings, policies }) => {
    if (settings.assumesAnyAccount) return [];
    return policies.flatMap((policy) =>
      statementsOf(policy.document)
        .filter(({ Effect, Action }) => Effect === "Allow" && listOf(Action).includes("sts:AssumeRole"))
        .flatMap((statement) =>
          listOf(statement.Resource)
            .filter(isAnyAccount)
            .map((resource) => ({
              place: placeOf(policy),
              cause: `${nameOf(statement)} assumes ${resource} in any account, and the accounts are to be named`,
            })),
        ),
    );
  },
};

function isAnyAccount(resource: string): boolean {
  return resource === "*" || resource.split(":")[4] === "*";
}
