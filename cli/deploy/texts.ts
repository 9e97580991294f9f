import type { DryRun } from "../../deploy/dry-run";
import { type Changes, isDeployed, type Result, type StackOutcome, totalOf } from "../../deploy/outcome";
import { counted } from "../../errors/counted";

/** In the order of the summary. */
const RESULTS: Readonly<Record<Result, string>> = {
  applied: "applied",
  unchanged: "unchanged",
  skipped: "skipped",
  failed: "failed",
  "held-back": "held back",
  interrupted: "interrupted",
};

/** What became of a stack, in a line. */
export function outcomeText({ stack, result, changes, because, seconds }: StackOutcome): string {
  const what = result === "applied" ? changesText(changes) : RESULTS[result];
  const why = because === undefined ? "" : `; ${because}`;
  const time = seconds > 0 ? ` (${seconds.toFixed(1)} s)` : "";
  return `${stack}: ${what}${why}${time}`;
}

/** What became of all stacks, and what to do about those that are not deployed. @param again the command that goes on */
export function deploymentText(outcomes: readonly StackOutcome[], seconds: number, again: string): string {
  const counts = Object.entries(RESULTS).flatMap(([result, text]) => {
    const count = outcomes.filter((outcome) => outcome.result === result).length;
    return count > 0 ? [`${count} ${text}`] : [];
  });
  const stacks = counted(outcomes.length, "stack");
  const total = `Resources: ${changesText(totalOf(outcomes))}.`;
  const lines = [`${stacks} in ${durationText(seconds)}: ${counts.join(", ")}. ${total}`];
  if (!outcomes.every(isDeployed)) lines.push(`To go on from here: ${again}`);
  return lines.join("\n");
}

/** What would be deployed. */
export function dryRunText({ changes, unchanged, skipped }: DryRun): string {
  return [
    ...changes.map((name) => `${name}: changes`),
    ...unchanged.map((name) => `${name}: no changes`),
    ...skipped.map((name) => `${name}: would be skipped; it is deployed as it is now`),
    "",
    "Nothing was applied.",
  ].join("\n");
}

function changesText({ added, changed, destroyed }: Changes): string {
  return `${added} added, ${changed} changed, ${destroyed} destroyed`;
}

function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
