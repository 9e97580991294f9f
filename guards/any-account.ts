import { listOf, statementsOf } from "../synthesized/statements";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** A role may assume others in any account only if the environment file says so. */
export function anyAccount({ environment, policies }: GuardInput): Finding[] {
  const isMeant = Object.values(environment.consumers).some(
    ({ accountSwitcher }) => accountSwitcher?.accounts === "any",
  );
  if (isMeant) return [];
  return policies.flatMap((policy) =>
    statementsOf(policy.document)
      .filter(({ Effect, Action }) => Effect === "Allow" && listOf(Action).includes("sts:AssumeRole"))
      .flatMap(({ Sid, Resource }) => listOf(Resource).map((resource) => ({ Sid, resource })))
      .filter(({ resource }) => resource.split(":")[4] === "*")
      .map(({ Sid, resource }) => ({
        place: placeOf(policy),
        cause: `statement ${Sid} assumes ${resource} in any account, and the environment names the accounts`,
        remedy: "Name the accounts, or write `accounts: any` for the account switcher",
      })),
  );
}
