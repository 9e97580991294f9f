import type { SiteEdits } from "./site/content";
import type { Site } from "./site/site";

/** How an incident was noticed. */
export interface Detection {
  /** What showed it. */
  readonly by: string;
  /** What that said, in one line. */
  readonly says: string;
}

/** One incident, how it is noticed, and what ends it. Around it, records are written and counted (`rehearse.ts`). */
export interface Drill {
  /** Its name for the command line, and the anchor of its section in docs/runbook.md. */
  readonly name: string;
  /** What happens, a sentence without its full stop. */
  readonly incident: string;
  /** What the deployment has to have for it. @default what all drills share */
  readonly edits?: SiteEdits;
  /** Whether no record may be handled twice. @default false: a function has to bear it */
  readonly once?: boolean;
  /** Makes it happen. Everything that was written before is handled by then. */
  breakIt(site: Site): Promise<void>;
  /** Looks once. @returns undefined while there is nothing to see */
  detect(site: Site): Promise<Detection | undefined>;
  /** The commands that end it, as docs/runbook.md has them. */
  readonly fixedBy: readonly string[];
  /** Ends it, with those commands. */
  fix(site: Site): Promise<void>;
}

/** What came of a drill. */
export interface DrillResult {
  readonly name: string;
  readonly incident: string;
  /** Absent if it was not noticed in time. */
  readonly detected?: Detection & { readonly afterMs: number };
  /** Absent if the function did not handle everything in time. */
  readonly fixed?: { readonly by: readonly string[]; readonly afterMs: number };
  /** Records written before it, during it, when it was noticed, and after it. */
  readonly written: number;
  /** How often one of them was handled. */
  readonly handled: number;
  /** Records that were never handled. */
  readonly lost: number;
  /** Records that were handled more than once, which a function has to bear. */
  readonly repeated: number;
  readonly totalMs: number;
  /** Why the drill ended early. Absent if it did not. */
  readonly problem?: string;
}

/** Whether an incident was noticed and ended, and nothing was lost. */
export function hasPassed({ detected, fixed, lost, problem }: DrillResult): boolean {
  return detected !== undefined && fixed !== undefined && lost === 0 && problem === undefined;
}
