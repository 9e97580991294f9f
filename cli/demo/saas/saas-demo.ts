import type { Demonstration, DemoOptions } from "../demonstration";
import { saasNextSteps } from "./next-steps";
import { emptySaasResult, saasHolds } from "./result";
import { SaasRun } from "./saas-run";
import { saasTasks } from "./tasks";
import { saasTenants } from "./tenants";
import { saasText } from "./text";

/** What the scenario is given. */
export interface SaasOptions extends DemoOptions {
  readonly seed: number;
  /** How many tenants there are at any time, at least. */
  readonly tenants: number;
}

/**
 * Shows many tenants: their tables are written to at random, one tenant goes and another comes meanwhile, and the usage
 * ledger says of each what was written.
 */
export function saasDemo({ seed, tenants: count, signal, keep, patienceMs }: SaasOptions): Demonstration {
  const plan = saasTenants(count);
  const ids = Object.values(plan.before.environment.tenants ?? {}).map(({ tenant }) => tenant);
  const result = emptySaasResult(seed, ids, plan);
  const run = new SaasRun(plan, result, signal, patienceMs);
  return {
    tasks: saasTasks(run, result, keep).map(({ title, run: work }) => ({
      title,
      run: (say) => work(say).catch((error: unknown) => run.abandon().then(() => Promise.reject(error))),
    })),
    result,
    text: () => saasText(result),
    nextSteps: () => saasNextSteps(result),
    holds: () => saasHolds(result),
  };
}
