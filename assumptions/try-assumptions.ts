import { randomBytes } from "node:crypto";
import type { ConnectAccount } from "../accounts/account-session";
import { reasonOf } from "../errors/reason-of";
import { UserError } from "../errors/user-error";
import type { Terraform } from "../plan/terraform";
import type { Assumption, Tried } from "./assumption";
import { isTried } from "./assumption";
import { ORDER } from "./list";
import { AWS_PACE, SANDBOX_PACE } from "./pace";
import type { TrialResult, TrialsResult } from "./result";
import { siteClients } from "./site/clients";
import type { SitePlace } from "./site/content";
import { Site } from "./site/site";
import { SiteStacks } from "./site/site-stacks";
import { failed, notTried, type Verdict } from "./verdict";

/** How to try assumptions. */
export interface TryOptions {
  /** Whether the accounts are those of the sandbox. */
  readonly sandbox: boolean;
  readonly place: SitePlace;
  /** A folder of their own for stacks and states, an absolute path. */
  readonly folder: string;
  readonly connect: ConnectAccount;
  readonly terraform: Terraform;
  /** Ends the trials when aborted; what was deployed is destroyed all the same. */
  readonly signal: AbortSignal;
  /** Called with what is happening, one line a step. */
  readonly onProgress: (step: string) => void;
}

/**
 * Deploys a pair of stacks, tries assumptions on it, and destroys it, also after a failure or an interruption.
 * @throws AccountError if an account cannot be reached; nothing is deployed then
 */
export async function tryAssumptions(
  chosen: readonly Assumption[],
  options: TryOptions,
): Promise<TrialsResult> {
  const { sandbox, place } = options;
  const clients = await siteClients(options.connect, place);
  const site = siteOf(clients, options);
  const tried = new Map<string, TrialResult>();
  for (const assumption of inOrder(chosen)) {
    tried.set(assumption.id, await tryOne(assumption, site, options));
  }
  options.onProgress("destroying everything; this cannot be interrupted");
  const notDestroyed = await site.close();
  clients.destroy();
  return {
    sandbox,
    sourceAccountId: place.accounts.source.id,
    consumerAccountId: place.accounts.consumer.id,
    region: place.region,
    results: chosen.map((assumption) => tried.get(assumption.id) ?? untried(assumption)),
    notDestroyed,
  };
}

function siteOf(clients: Awaited<ReturnType<typeof siteClients>>, options: TryOptions): Site {
  const { sandbox, place, folder, terraform, signal, onProgress } = options;
  const run = randomBytes(4).toString("hex");
  const pace = sandbox ? SANDBOX_PACE : AWS_PACE;
  const onLine = () => undefined;
  const stacks = new SiteStacks({ folder, place, run, terraform, signal, pace, onLine });
  stacks.synthesize();
  const consumerAccountId = place.accounts.consumer.id;
  return new Site({ run, consumerAccountId, stacks, clients, pace, signal, onProgress });
}

function inOrder(chosen: readonly Assumption[]): Tried[] {
  return chosen.filter(isTried).sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id));
}

async function tryOne({ id, assumed, trial }: Tried, site: Site, options: TryOptions): Promise<TrialResult> {
  const { signal, onProgress } = options;
  if (signal.aborted) return { id, assumed, tookMs: 0, ...notTried("The command was interrupted") };
  onProgress(`${id}: trying`);
  const start = Date.now();
  const verdict = await trial.run(site).catch((error: unknown) => failure(error, signal));
  onProgress(`${id}: ${verdict.outcome}`);
  return { id, assumed, tookMs: Date.now() - start, ...verdict };
}

/** A call that was refused, or a wait that was interrupted, says nothing of the assumption. */
function failure(error: unknown, signal: AbortSignal): Verdict {
  if (signal.aborted) return notTried("The command was interrupted");
  if (error instanceof UserError) return failed(error.message);
  const name = error instanceof Error && error.name !== "Error" ? `${error.name}: ` : "";
  return failed(`The trial failed: ${name}${reasonOf(error)}`);
}

function untried({ id, assumed, trial }: Assumption): TrialResult {
  return {
    id,
    assumed,
    tookMs: 0,
    ...notTried(typeof trial === "string" ? trial : "The trial did not begin"),
  };
}
