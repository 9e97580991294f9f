import type { Assumption } from "../assumption";
import type { Deployment } from "../site/site";
import { confirmed, failed, inSeconds, notTried, refuted, type Verdict } from "../verdict";

/** What was seen of a pair whose policy names a role that does not exist yet. */
export interface AccountRootLook {
  readonly deployment: Omit<Deployment, "pair">;
  /** The policy as DynamoDB keeps it. */
  readonly policy?: string;
  /** After how long the item was handled, milliseconds; absent if it was not. */
  readonly handledAfterMs?: number;
  /** `LastProcessingResult` of the mapping. */
  readonly result?: string;
}

/** DynamoDB refuses a policy, or Lambda the reading: words of their answers. */
const REFUSED = /Invalid principal|Invalid policy document|Cannot access stream|is not authorized/;

/** A1. */
export function judgeAccountRoot(look: AccountRootLook): Verdict {
  const { deployment, policy, handledAfterMs, result = "" } = look;
  const { failure, roleBefore } = deployment;
  const role = `The role, before: ${roleBefore}`;
  if (failure) {
    const answer = `Terraform, stack ${failure.stack}: ${failure.text}`;
    return REFUSED.test(failure.text)
      ? refuted("The policy was refused, or did not let the role read", role, answer)
      : failed("The pair could not be deployed", answer);
  }
  const answers = [role, `GetResourcePolicy: ${policy}`, `LastProcessingResult: ${result}`];
  if (!roleBefore.startsWith("NoSuchEntity")) {
    return notTried("The role may have existed before the policy did", ...answers);
  }
  if (handledAfterMs !== undefined) {
    return confirmed(`The function handled an item ${inSeconds(handledAfterMs)} after its put`, ...answers);
  }
  if (REFUSED.test(result)) return refuted("The mapping is refused the stream", ...answers);
  return notTried("No item was handled in time, and nothing says that it was for the policy", ...answers);
}

/** Whether the policy that is the default works. */
export const A1: Assumption = {
  id: "A1",
  assumed:
    "DynamoDB accepts a stream policy with the account's root as principal, narrowed by `ArnEquals aws:PrincipalArn` to a role that does not exist yet, and a mapping of that role can then read",
  matters: "Every reader has this grant unless it says `grant: role-arn`",
  byHand: "Deploy an environment; `npm run smoke` passes",
  trial: {
    does: "Deploys the source before the role exists, then the consumer; puts an item",
    pair: "plain",
    minutes: 3,
    async run(site) {
      const { pair, ...deployment } = await site.deployment("plain");
      if (!pair) return judgeAccountRoot({ deployment });
      const policy = await pair.policy();
      const start = Date.now();
      const handled = await pair.areHandled([await pair.put()]);
      const handledAfterMs = handled ? Date.now() - start : undefined;
      const { result } = await pair.mapping();
      return judgeAccountRoot({ deployment, policy, handledAfterMs, result });
    },
  },
};
