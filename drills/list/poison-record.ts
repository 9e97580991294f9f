import type { Drill } from "../drill";
import { runCommand } from "../site/command";
import { failedBatches } from "../site/failed-batches";
import { statusProblem } from "../site/looks";

const NAME = "poison-record";
const MAPPING = { maximumRetryAttempts: 1 };

/** The batch is split until the record is alone, and goes to the failure bucket. The others are handled. */
export const POISON_RECORD: Drill = {
  name: NAME,
  incident: "The function cannot handle one record",
  edits: { mapping: MAPPING },
  once: true,
  breakIt: async (site) => site.order({ poison: [`${NAME} during 7`] }),
  detect: (site) => statusProblem(site, /^1 batch in the failure bucket/),
  fixedBy: ["a release that handles it", "npx cdktf deploy '*'", "npm run failures -- redrive --all"],
  fix: async (site) => {
    await site.changeTo({ mapping: MAPPING, function: { entry: "drills/function/repaired.ts" } });
    const failed = await failedBatches(site);
    const sizes = failed.map(({ records }) => records);
    if (sizes.join() !== "1")
      throw new Error(`Batches of ${sizes.join(", ") || "no"} records failed, not one of 1`);
    await runCommand(site, ["failures", "redrive", "--all"]);
    const left = await failedBatches(site);
    if (left.length > 0) throw new Error(`${left.length} failed batches are left after the re-drive`);
    site.order({});
  },
};
