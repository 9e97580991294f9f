import { principalsOf, statementsOf } from "../synthesized/statements";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** Nobody outside the environment's accounts is let in. */
export function foreignPrincipals({ environment, policies }: GuardInput): Finding[] {
  const known = new Set(Object.values(environment.accounts).map(({ id }) => id));
  return policies.flatMap((policy) =>
    statementsOf(policy.document).flatMap((statement) => {
      if (statement.Effect !== "Allow") return [];
      const strangers = principalsOf(statement).filter((principal) => {
        const account = /\d{12}/.exec(principal)?.[0];
        return account !== undefined && !known.has(account);
      });
      return strangers.map((principal) => ({
        place: placeOf(policy),
        cause: `statement ${statement.Sid} lets ${principal} in, which is in no account of the environment`,
        remedy: "Add its account to `accounts`, or remove the grant",
      }));
    }),
  );
}
