import { mkdtempSync } from "node:fs";
import { describeError } from "../errors/user-error";
import { statePath } from "../sandbox/state-folder";
import { type Drill, type DrillResult, hasPassed } from "./drill";
import { rehearse } from "./rehearse";
import { Site } from "./site/site";

/** How to run drills. */
export interface RunDrillsOptions {
  /** Ends the drill that runs, and starts no other one, when aborted. */
  readonly signal: AbortSignal;
  /** Called with what is happening, one line a step. */
  readonly onProgress: (step: string) => void;
}

/**
 * Rehearses drills in the running sandbox, one after the other, and destroys what it deployed. They share a site, because
 * a deployment takes longer than most drills; after one that did not pass, the next gets a new site in accounts of its
 * own. A site that is left has accounts that nothing else uses.
 * @returns the results of the drills that were rehearsed
 */
export async function runDrills(
  drills: readonly Drill[],
  { signal, onProgress }: RunDrillsOptions,
): Promise<DrillResult[]> {
  const results: DrillResult[] = [];
  let site: Site | undefined;
  try {
    for (const drill of drills) {
      if (signal.aborted) break;
      if (!site) {
        onProgress("deploying a table and a function");
        site = new Site(mkdtempSync(statePath("drills-")), signal);
        await site.open();
      }
      onProgress(`${drill.name}: ${drill.incident}`);
      const result = await rehearse(drill, site);
      results.push(result);
      onProgress(`${drill.name}: ${hasPassed(result) ? "passed" : "FAILED"}`);
      if (!hasPassed(result)) site = undefined;
    }
  } finally {
    await site?.close().catch((error: unknown) => onProgress(describeError(error)));
  }
  return results;
}
