import type { Assumption } from "../assumption";
import { confirmed, notTried, refuted, type Verdict } from "../verdict";
import { type Revocation, revocation } from "./revocation";

/** A10. */
export function judgePlaceKept(look: Pick<Revocation, "refusal" | "written" | "handled">): Verdict {
  const { refusal, written, handled } = look;
  if (!refusal) return notTried("The mapping never lost its access");
  const answer = `${handled} of the ${written} items that were written since the policy was deleted were handled`;
  return handled === written
    ? confirmed("Nothing that was written meanwhile is missing", answer)
    : refuted("Items that were written meanwhile are missing", answer);
}

/** Whether an incident of less than a day loses nothing. */
export const A10: Assumption = {
  id: "A10",
  assumed: "A mapping goes on from its place when its access comes back, across accounts as within one",
  matters: "Nothing is lost by an incident of less than 24 hours",
  byHand: "As A6: the items that were written meanwhile are handled",
  trial: {
    does: "As A6: the items that were put meanwhile are handled when the policy is back",
    pair: "plain",
    minutes: 15,
    incident: "revocation",
    async run(site) {
      return judgePlaceKept(await revocation(site));
    },
  },
};
