import type { Assumption } from "../assumption";
import type { Pair } from "../site/pair";
import { recreateRole } from "../site/recreate-role";
import type { Site } from "../site/site";
import { confirmed, inSeconds, notTried, refuted, type Verdict } from "../verdict";
import { pause } from "../wait";
import { REFUSED_BY_STREAM } from "./revocation";

/** What was seen of a role that was deleted and created again. */
export interface RecreatedRoleLook {
  /** Whether items were handled with the policy that names the role, before it was deleted. */
  readonly handledBefore: boolean;
  /** `LastProcessingResult` when the stream's policy refused the new role, or else at the end of the wait. */
  readonly result: string;
  /** When the stream's policy refused the new role, milliseconds after its creation; absent if it did not. */
  readonly refusedAfterMs?: number;
  /** Whether an item that was put at the end of the wait was handled. */
  readonly handledAfter: boolean;
  /** The same policy after the role was created again, as DynamoDB gives it. */
  readonly policy: string;
  /** Whether the role could read once the policy was put again; absent if it was not put. */
  readonly readsAgain?: boolean;
}

/** A3. */
export function judgeRecreatedRole(look: RecreatedRoleLook): Verdict {
  const { handledBefore, result, refusedAfterMs, handledAfter, policy, readsAgain } = look;
  const answers = [`LastProcessingResult: ${result}`, `GetResourcePolicy, with the new role: ${policy}`];
  if (!handledBefore) return notTried("Nothing was read before the role was deleted", ...answers);
  if (refusedAfterMs === undefined) {
    return handledAfter
      ? refuted("The new role of the same name could read with the old policy", ...answers)
      : notTried("Nothing was read, but no answer says that it was for the stream's policy", ...answers);
  }
  const refusal = `The new role was refused ${inSeconds(refusedAfterMs)} after its creation`;
  return readsAgain
    ? confirmed(`${refusal}, and could read when the policy was put again`, ...answers)
    : refuted(`${refusal}, and also after the policy was put again`, ...answers);
}

/** Whether a policy that names the role itself dies with the role. */
export const A3: Assumption = {
  id: "A3",
  assumed:
    "With `grant: role-arn`, a role that is deleted and created again is refused until the policy is put again",
  matters: "It is why the other grant is the default",
  byHand: "Deploy with it, delete and create the role, look at `LastProcessingResult`",
  trial: {
    does: "Deploys the source with `grant: role-arn`, deletes the role and creates it again, puts items, then puts the policy again",
    pair: "plain",
    minutes: 25,
    async run(site) {
      return judgeRecreatedRole(await recreate(site));
    },
  },
};

async function recreate(site: Site): Promise<RecreatedRoleLook> {
  const pair = await site.pair("plain");
  const { pace, signal, clients, parts } = pair.options;
  await site.grantAs("plain", "role-arn");
  const policy = await pair.policy();
  await pause(pace.inForceMs, signal);
  const handledBefore = await pair.areHandled([await pair.put()]);
  if (!handledBefore) {
    const { result } = await pair.mapping();
    return { handledBefore, result, handledAfter: false, policy };
  }
  await recreateRole(clients.iam, parts.name);
  const created = Date.now();
  const refusal = await untilRefused(pair);
  const refusedAfterMs = refusal === undefined ? undefined : Date.now() - created;
  const result = refusal ?? (await pair.mapping()).result;
  const deadPolicy = await pair.policy();
  const handledAfter = refusal === undefined && (await pair.areHandled([await pair.put()], pace.logMs));
  if (refusal === undefined) return { handledBefore, result, handledAfter, policy: deadPolicy };
  await pair.putPolicy(policy);
  const readsAgain = await untilRead(pair);
  return { handledBefore, result, refusedAfterMs, handledAfter, policy: deadPolicy, readsAgain };
}

/** Puts items until the stream's policy refuses to let them be read. @returns what the mapping says then */
function untilRefused(pair: Pair): Promise<string | undefined> {
  return pair.until(async () => {
    await pair.put();
    const { result } = await pair.mapping();
    return REFUSED_BY_STREAM.test(result) ? result : undefined;
  }, pair.options.pace.revokedMs);
}

/**
 * A function whose role was created again may fail for want of the key of its variables, which Lambda gave to the old
 * role: a call that failed shows as well that the stream was read.
 */
async function untilRead(pair: Pair): Promise<boolean> {
  const id = await pair.put();
  const look = async () => {
    if ((await pair.logged()).has(id)) return true;
    return /Function call failed/.test((await pair.mapping()).result) ? true : undefined;
  };
  const { revokedMs, handledMs } = pair.options.pace;
  return (await pair.until(look, revokedMs + handledMs)) ?? false;
}
