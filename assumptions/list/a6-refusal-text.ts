import type { Assumption } from "../assumption";
import { confirmed, inSeconds, notTried, refuted, type Verdict } from "../verdict";
import { REFUSED_BY_STREAM, type Revocation, revocation } from "./revocation";

/** A6. */
export function judgeRefusalText({ refusal, watchedMs }: Pick<Revocation, "refusal" | "watchedMs">): Verdict {
  if (!refusal) return notTried(`The mapping reported no problem within ${inSeconds(watchedMs)}`);
  const { state, result } = refusal;
  const answers = [`State: ${state}`, `LastProcessingResult: ${result}`];
  if (!REFUSED_BY_STREAM.test(result)) return refuted("The mapping says something else", ...answers);
  if (state !== "Enabled") return refuted("The mapping does not stay enabled", ...answers);
  return confirmed("The mapping stays enabled, and its text is the expected one", ...answers);
}

/** Whether a missing policy can be told from other incidents. */
export const A6: Assumption = {
  id: "A6",
  assumed:
    "`LastProcessingResult` says `because no resource-based policy allows` when the stream's policy is missing (recorded: the text for a missing policy of the role, and that the mapping stays `Enabled`)",
  matters: "The runbook tells incidents apart by this text",
  byHand:
    "Delete the stream's policy, write an item, read `LastProcessingResult`; then `npx cdktf deploy '*'`",
  trial: {
    does: "Deletes the stream's policy, puts an item each second, reads `LastProcessingResult`, puts the policy back",
    pair: "plain",
    minutes: 15,
    incident: "revocation",
    async run(site) {
      return judgeRefusalText(await revocation(site));
    },
  },
};
