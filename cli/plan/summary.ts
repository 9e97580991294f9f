import type { PlanManifest } from "../../plan/manifest";

/** What was planned, a line for each stack, and what to do next. @param folder path of the plans, to paste */
export function planSummary({ stacks, removedStacks }: PlanManifest, folder: string): string {
  const lines = stacks.map(
    ({ name, accountId, region, changes, sampleOutputsOf }) =>
      `${name} (account ${accountId}, ${region}): ${changes ? "changes" : "no changes"}${sampleText(sampleOutputsOf)}`,
  );
  const removed = removedStacks.map(
    (name) => `${name}: may still be deployed, but the environment file has no such stack`,
  );
  const next = stacks.some(({ changes }) => changes)
    ? [
        `The plans are in ${folder}. They hold values in clear, so keep them to yourself. Next:`,
        `  npm run plan-review -- ${folder}`,
        `  npm run apply -- --plans ${folder}`,
      ]
    : [`The plans are in ${folder}. There is nothing to apply.`];
  return [...lines, ...removed, "", ...next].join("\n");
}

function sampleText(owners: readonly string[]): string {
  if (owners.length === 0) return "";
  return `, planned with sample outputs of ${owners.join(" and ")}: deploy that first, then plan again`;
}
