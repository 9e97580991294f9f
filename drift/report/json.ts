import type { Drift } from "../drift-finding";
import { countsOf } from "./text";

/** Drift for other programs. Its keys must not change. */
export function driftJson(environment: string, { findings, notes, unread }: Drift): string {
  const counts = countsOf(findings);
  const report = {
    environment,
    counts: { putsBack: counts["puts back"], leaves: counts.leaves, stops: counts.stops },
    findings: findings.map(({ subject, place, expected, found, why, deployment, advice }) => ({
      ...subject,
      place,
      expected,
      found,
      why,
      deployment,
      advice,
    })),
    notes,
    unread,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
