import { actionOf } from "../plan/action";
import type { ReviewedStack } from "../plan/reviewed-stack";
import { type Finding, SEVERITIES, type Severity } from "../rules/rule";

/** How many resources a plan touches in which way. */
export interface ResourceCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
}

/** How many resources plans touch in which way. What is only forgotten counts as destroyed. */
export function resourceCounts(stacks: readonly ReviewedStack[]): ResourceCounts {
  const counts = { create: 0, update: 0, replace: 0, destroy: 0 };
  for (const { plan } of stacks) {
    for (const change of plan.resource_changes ?? []) {
      const action = actionOf(change);
      if (change.mode !== "managed" || action === "none") continue;
      counts[action === "forget" ? "destroy" : action]++;
    }
  }
  return counts;
}

/** How many findings there are of each severity that there is. */
export function severityCounts(findings: readonly Finding[]): [Severity, number][] {
  return SEVERITIES.map((one): [Severity, number] => [
    one,
    findings.filter(({ severity }) => severity === one).length,
  ]).filter(([, count]) => count > 0);
}
