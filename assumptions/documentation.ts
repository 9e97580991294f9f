import type { Assumption } from "./assumption";
import { ASSUMPTIONS } from "./list";

/** The table of docs/assumptions.md. */
export function assumptionsMarkdown(assumptions: readonly Assumption[] = ASSUMPTIONS): string {
  return [
    "| ID | What is assumed | Why it matters | What `--assumptions` does | How to try it by hand | Tried on AWS |",
    "|---|---|---|---|---|---|",
    ...assumptions.map(row),
  ].join("\n");
}

function row({ id, assumed, matters, trial, byHand, triedOnAws = "none" }: Assumption): string {
  const does = typeof trial === "string" ? `Not tried: ${trial}` : trial.does;
  return `| ${[id, assumed, matters, does, byHand, triedOnAws].join(" | ")} |`;
}
