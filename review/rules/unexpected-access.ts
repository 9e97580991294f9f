import { groupBy } from "../group-by";
import type { AccessChange } from "../model/access-change";
import { placeOfGain } from "./place-of-gain";
import type { ReviewInput, Rule, Violation } from "./rule";

/** Access that the environment file does not grant. */
export const unexpectedAccess: Rule = {
  id: "unexpected-access",
  finds: "a principal that gains access which the environment file does not grant",
  severity: "high",
  consequence:
    "Policies allow more than the file says: somebody edited them, or they were made by something else.",
  remedy: "Grant it in the environment file if it is meant. Otherwise find out which change allows it.",
  check: (input) => {
    const gained = input.access.changes.filter(({ kind, expected }) => kind === "gains" && !expected);
    const groups = groupBy(gained, ({ principal, resource }) => `${principal}\n${resource}`);
    return [...groups.values()].flatMap((changes) => violationsOf(changes, input));
  },
};

function violationsOf(changes: readonly AccessChange[], input: ReviewInput): Violation[] {
  const [first] = changes;
  if (!first) return [];
  const actions = changes.map(({ action }) => action).join(", ");
  const cause = `${first.principal} gains ${actions} on ${first.resource}: ${first.because}`;
  return [{ ...placeOfGain(first, input), cause }];
}
