import type { Drill } from "../drill";
import { runCommand } from "../site/command";
import { driftAt } from "../site/looks";
import { stateLockIn } from "../site/state-lock";

/** The log group is changed at once; the function takes longer, and the mapping waits for it. */
const EDITS = { function: { logRetentionDays: 14, memorySize: 512 }, mapping: { batchSize: 50 } };
const FIRST_CHANGE = /^aws_cloudwatch_log_group\.\S+: Modifications complete/;

/** SIGKILL leaves Terraform no time to save its state, or to release the lock. */
export const APPLY_INTERRUPTED: Drill = {
  name: "apply-interrupted",
  incident: "Terraform is killed (SIGKILL) after it has made the first of several changes",
  breakIt: async (site) => {
    site.synthesize(EDITS);
    await site.applyUntil("consumer", FIRST_CHANGE);
  },
  detect: async (site) => {
    const drift = await driftAt(site, /aws_lambda_event_source_mapping/);
    const lock = stateLockIn(await site.refusal());
    if (!drift || !lock) return undefined;
    return {
      by: `${drift.by}, and the deployment, which Terraform refuses`,
      says: `${drift.says}; ${lock.says}`,
    };
  },
  fixedBy: ["terraform force-unlock ID", "npx cdktf deploy '*'"],
  fix: async (site) => {
    const lock = stateLockIn(await site.refusal());
    await site.project().terraform("consumer", "force-unlock", "-force", lock?.id ?? "");
    await site.deploy();
    await runCommand(site, ["drift"]);
  },
};
