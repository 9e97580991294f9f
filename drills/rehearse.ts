import { describeError } from "../errors/user-error";
import type { Drill, DrillResult } from "./drill";
import type { Site } from "./site/site";
import { untilAnswered } from "./site/wait";

/** How long an incident may stay unnoticed. */
const DETECTION_MS = 90_000;
/** Records written in each of the four parts of a drill. */
const RECORDS = 20;

/** Rehearses a drill on a site that is well, and leaves the site well if the drill passes. */
export async function rehearse(drill: Drill, site: Site): Promise<DrillResult> {
  const start = Date.now();
  const ids: string[] = [];
  const parts: { -readonly [Part in "detected" | "fixed" | "problem"]?: DrillResult[Part] } = {};
  const write = async (part: string) => {
    const more = Array.from({ length: RECORDS }, (_, n) => `${drill.name} ${part} ${n}`);
    ids.push(...more);
    await site.write(more);
  };
  try {
    await site.changeTo(drill.edits);
    await write("before");
    await requireHandled(site, ids);
    await drill.breakIt(site);
    const broken = Date.now();
    await write("during");
    const detection = await untilAnswered(() => drill.detect(site), DETECTION_MS, site.signal);
    if (detection) parts.detected = { ...detection, afterMs: Date.now() - broken };
    await write("waiting");
    const fixing = Date.now();
    await drill.fix(site);
    await write("after");
    if (await site.allHandled(ids)) parts.fixed = { by: drill.fixedBy, afterMs: Date.now() - fixing };
  } catch (error) {
    parts.problem = describeError(error);
  }
  const counts = site.countsOf(ids);
  const repeated = counts.filter((count) => count > 1).length;
  if (drill.once && repeated > 0) parts.problem ??= "Records were handled more than once";
  return {
    name: drill.name,
    incident: drill.incident,
    ...parts,
    written: ids.length,
    handled: counts.reduce((sum, count) => sum + count, 0),
    lost: counts.filter((count) => count === 0).length,
    repeated,
    totalMs: Date.now() - start,
  };
}

async function requireHandled(site: Site, ids: readonly string[]): Promise<void> {
  if (await site.allHandled(ids)) return;
  throw new Error("The records that were written before the incident were not handled");
}
