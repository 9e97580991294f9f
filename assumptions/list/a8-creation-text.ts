import type { Assumption } from "../assumption";
import { confirmed, notTried, refuted, type Verdict } from "../verdict";
import { type Revocation, revocation } from "./revocation";

/** Recorded within one account, for a role whose own policy is missing. */
const RECORDED =
  /^InvalidParameterValueException: Cannot access stream .*Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions/;

/** A8. */
export function judgeCreationText({ creation }: Pick<Revocation, "creation">): Verdict {
  if (!creation) return notTried("The stream's policy was still in force");
  const said = `CreateEventSourceMapping: ${creation.answer}`;
  if (!creation.isRefused) return refuted("The mapping was created without a policy of the stream", said);
  return RECORDED.test(creation.answer)
    ? confirmed("The text is the recorded one", said)
    : refuted("The text is another one", said);
}

/** Whether the text of a refused creation is the same across accounts. */
export const A8: Assumption = {
  id: "A8",
  assumed:
    "`CreateEventSourceMapping` across accounts answers a missing policy with the text that is recorded within one account",
  matters: "The demo and the local AWS show this text",
  byHand: "Create a mapping before the stream has a policy",
  trial: {
    does: "As A6: creates a mapping to a version of the function while there is no policy",
    pair: "plain",
    minutes: 15,
    incident: "revocation",
    async run(site) {
      return judgeCreationText(await revocation(site));
    },
  },
};
