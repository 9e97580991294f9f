import type { Assumption } from "../assumption";
import { confirmed, inSeconds, refuted, type Verdict } from "../verdict";
import { type Revocation, revocation } from "./revocation";

/** A7. */
export function judgeRevocationTime(look: Omit<Revocation, "creation" | "handled">): Verdict {
  const { refusal, lastReadAfterMs, watchedMs, written } = look;
  const answers = [
    `Of the ${written} items, the last one that was read was put ${inSeconds(lastReadAfterMs)} after the policy was deleted`,
    `LastProcessingResult: ${refusal?.result ?? "no problem"}`,
  ];
  return refusal
    ? confirmed(
        `The mapping could not read any more after ${inSeconds(refusal.afterMs)}; a replaced policy was not tried`,
        ...answers,
      )
    : refuted(`The mapping went on reading for ${inSeconds(watchedMs)}`, ...answers);
}

/** How long a revoked reader goes on. */
export const A7: Assumption = {
  id: "A7",
  assumed:
    "A policy that is removed or replaced takes effect within minutes: a first policy was in force after about 5 s, a replaced one on tables after 221 to 237 s",
  matters: "It is how long a revoked reader goes on reading",
  byHand: "Delete the policy, and write an item each second; the last one that is handled tells",
  trial: {
    does: "As A6, for ten minutes at most: the last item that is handled tells. A replaced policy is not tried",
    pair: "plain",
    minutes: 15,
    incident: "revocation",
    async run(site) {
      return judgeRevocationTime(await revocation(site));
    },
  },
};
