import { counted } from "../errors/counted";
/** One thing that a command does, or would do. */
export interface Step {
  /** A verb: `create`, `update`, `share`. */
  readonly action: string;
  /** What it is done to, with the values that are sent. */
  readonly what: string;
}

/** What a command did, or would do. */
export interface BackendReport {
  /** Name of the environment. */
  readonly environment: string;
  readonly backend: "local" | "s3" | "cloud";
  /** The bucket, or the server and its organization. */
  readonly where: string;
  /** Whether nothing was changed. */
  readonly dryRun: boolean;
  readonly steps: readonly Step[];
  /** What the user should know, sentences. */
  readonly notes: readonly string[];
}

/** A report for people. */
export function reportText({ where, dryRun, steps, notes }: BackendReport): string {
  const width = Math.max(0, ...steps.map(({ action }) => action.length));
  const lines = steps.map(({ action, what }) => `  ${action.padEnd(width)}  ${what}`);
  return [where, ...lines, summary(steps.length, dryRun), ...notes.map((note) => `Note: ${note}`)].join("\n");
}

/** A report for scripts. */
export function reportJson(report: BackendReport): string {
  return JSON.stringify(report, null, 2);
}

function summary(count: number, dryRun: boolean): string {
  if (count === 0) return "Nothing to change.";
  const changes = counted(count, "change");
  return dryRun ? `${changes} to make. Nothing was changed (--dry-run).` : `${changes} made.`;
}
