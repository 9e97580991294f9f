import { GetKeyPolicyCommand, type KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import type { Assumption } from "../assumption";
import type { Deployment } from "../site/site";
import { confirmed, failed, inSeconds, notTried, refuted, type Verdict } from "../verdict";

/** What was seen of a stream whose key lets the other account only decrypt. */
export interface DecryptOnlyLook {
  readonly deployment: Omit<Deployment, "pair" | "roleBefore">;
  /** What the key's policy lets the other account do. */
  readonly actions: readonly string[];
  /** After how long the item was handled, milliseconds; absent if it was not. */
  readonly handledAfterMs?: number;
  /** `LastProcessingResult` of the mapping. */
  readonly result?: string;
}

const REFUSED = /Cannot access stream|is not authorized|kms:|KMS/;

/** A4. */
export function judgeDecryptOnly(look: DecryptOnlyLook): Verdict {
  const { deployment, actions, handledAfterMs, result = "" } = look;
  const { failure } = deployment;
  const policy = `The key's policy lets the role: ${actions.join(", ") || "nothing"}`;
  if (failure) {
    const answer = `Terraform, stack ${failure.stack}: ${failure.text}`;
    return failure.stack === "consumer" && REFUSED.test(failure.text)
      ? refuted("The mapping was refused", policy, answer)
      : failed("The pair could not be deployed", answer);
  }
  const answers = [policy, `LastProcessingResult: ${result}`];
  if (actions.join() !== "kms:Decrypt") return notTried("The key's policy could not be narrowed", ...answers);
  if (handledAfterMs !== undefined) {
    return confirmed(`The function handled an item ${inSeconds(handledAfterMs)} after its put`, ...answers);
  }
  if (REFUSED.test(result)) return refuted("The mapping is refused", ...answers);
  return notTried("No item was handled in time, and nothing says that it was for the key", ...answers);
}

/** The part of a policy that is read here. */
interface KeyPolicy {
  readonly Statement: { readonly Action: string | readonly string[] }[];
}

/** The policy of a key of this project, narrowed: the readers may decrypt, and nothing else. */
export function decryptOnly(policy: string): string {
  const { Statement, ...rest }: KeyPolicy = JSON.parse(policy);
  const narrowed = Statement.map((statement) =>
    isReader(statement) ? { ...statement, Action: "kms:Decrypt" } : statement,
  );
  return JSON.stringify({ ...rest, Statement: narrowed });
}

/** What the policy of a key of this project lets readers do. */
export function readerActions(policy: string): string[] {
  const { Statement }: KeyPolicy = JSON.parse(policy);
  return Statement.filter(isReader).flatMap(({ Action }) => Action);
}

/** The other statement lets the key's own account administer it. */
function isReader({ Action }: KeyPolicy["Statement"][number]): boolean {
  return [Action].flat().includes("kms:Decrypt");
}

async function narrow(kms: KMSClient, KeyId: string): Promise<string[]> {
  const { Policy = "" } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
  await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: decryptOnly(Policy) }));
  const { Policy: kept = "" } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
  return readerActions(kept);
}

/** Whether `kms:Decrypt` is enough. */
export const A4: Assumption = {
  id: "A4",
  assumed:
    "A stream with a customer-managed key can be read if the key's policy allows the foreign role `kms:Decrypt` and no other action, and the role's own policy allows it as well",
  matters: "The key's policy, which allows `kms:DescribeKey` besides, could then allow less",
  byHand:
    "An environment with `encryption: { type: customer-managed }`; take `kms:DescribeKey` out of the key's policy; `npm run smoke` passes",
  trial: {
    does: "Deploys a source with a customer-managed key, takes `kms:DescribeKey` out of the key's policy, deploys the consumer, puts an item",
    pair: "kms",
    minutes: 3,
    async run(site) {
      let actions: readonly string[] = [];
      const { pair, failure } = await site.deployment("kms", async ({ key_arn }) => {
        actions = await narrow(site.options.clients.kms, String(key_arn));
      });
      if (!pair) return judgeDecryptOnly({ deployment: { failure }, actions });
      const start = Date.now();
      const handled = await pair.areHandled([await pair.put()]);
      const handledAfterMs = handled ? Date.now() - start : undefined;
      const { result } = await pair.mapping();
      return judgeDecryptOnly({ deployment: {}, actions, handledAfterMs, result });
    },
  },
};
