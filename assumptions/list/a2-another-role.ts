import { askAsAnother } from "../../smoke/refusal";
import type { Refusal } from "../../smoke/result";
import type { Assumption } from "../assumption";
import { confirmed, notTried, refuted, type Verdict } from "../verdict";

/** A2. @param refusal the answer to `DescribeStream`, in a role of the account that is not the reader */
export function judgeAnotherRole({ outcome, by, answer }: Omit<Refusal, "accountId">): Verdict {
  const said = `DescribeStream, as another role of the consumer's account: ${answer}`;
  if (outcome === "admitted") return refuted("The stream is open to another role of the account", said);
  if (outcome === "not judged") return notTried("The answer names no policy", said);
  if (by === "the stream's policy") return confirmed("The stream's policy refused the other role", said);
  return notTried(
    by === undefined
      ? "The role was refused, but the answer does not say by which policy"
      : "The role's own policies refused it, so the stream's policy was not asked: use a role that may call dynamodb:DescribeStream",
    said,
  );
}

/** Whether the grant is for one role only. */
export const A2: Assumption = {
  id: "A2",
  assumed: "Another role of the same account is refused with that policy",
  matters: "It is what keeps the grant to one role",
  byHand:
    '`npm run smoke -- --role ROLE`, with a role that may call `dynamodb:DescribeStream` by its own policies: "refused by the stream\'s policy"',
  trial: {
    does: "Asks for the stream as the role that the command acts in",
    pair: "plain",
    minutes: 0,
    async run(site) {
      const { parts, clients } = (await site.pair("plain")).options;
      const { consumerAccountId } = site.options;
      return judgeAnotherRole(await askAsAnother(clients.streams, consumerAccountId, parts.streamArn));
    },
  },
};
