import { loadEnvironment } from "../../config/load-environment";
import type { Drill, DrillResult } from "../../drills/drill";
import { runDrills } from "../../drills/run-drills";
import { down } from "../../sandbox/down";
import { up } from "../../sandbox/up";

/** Rehearses drills in a sandbox that is started for them, and stops it. Progress goes to the standard error. */
export async function rehearseAll(drills: readonly Drill[], signal: AbortSignal): Promise<DrillResult[]> {
  const onProgress = (step: string) => console.error(`- ${step}`);
  try {
    await up({ environment: loadEnvironment("sandbox"), signal, onProgress });
    return await runDrills(drills, { signal, onProgress });
  } finally {
    await down();
  }
}
