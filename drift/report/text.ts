import { counted } from "../../errors/counted";
import { sentence } from "../../errors/user-problem";
import type { Deployment, Drift, DriftFinding } from "../drift-finding";

const WHAT_A_DEPLOYMENT_DOES: Readonly<Record<Deployment, string>> = {
  "puts back": "A deployment puts it back.",
  leaves: "A deployment leaves it as it is.",
  stops: "A deployment stops there.",
};

/** Drift for people: each finding with both sides, then how many of them a deployment puts back. */
export function driftText({ findings, notes }: Drift): string {
  return [
    ...findings.map(findingText),
    summary(findings),
    ...(notes.length > 0 ? [`Not judged:\n${notes.map((note) => `  ${note}`).join("\n")}`] : []),
  ].join("\n\n");
}

function findingText({ place, expected, found, why, deployment, advice }: DriftFinding): string {
  return [
    place,
    `  should be: ${expected}`,
    `  is:        ${found}`,
    `  ${why}`,
    `  ${[WHAT_A_DEPLOYMENT_DOES[deployment], sentence(advice)].join(" ").trimEnd()}`,
  ].join("\n");
}

function summary(findings: readonly DriftFinding[]): string {
  if (findings.length === 0) return "No drift: what is deployed is what the environment file implies.";
  const { "puts back": back, leaves, stops } = countsOf(findings);
  const places = counted(findings.length, "place");
  if (stops === 0) return `Drift in ${places}. A deployment puts back ${back}, leaves ${leaves}.`;
  const first = `Fix what it stops at first: until then it puts nothing back in that stack, nor in those that read it.`;
  return `Drift in ${places}. A deployment puts back ${back}, leaves ${leaves}, and stops at ${stops}. ${first}`;
}

/** How many findings a deployment puts back, leaves, and stops at. */
export function countsOf(findings: readonly DriftFinding[]): Readonly<Record<Deployment, number>> {
  const count = (wanted: Deployment) => findings.filter(({ deployment }) => deployment === wanted).length;
  return { "puts back": count("puts back"), leaves: count("leaves"), stops: count("stops") };
}
