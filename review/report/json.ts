import type { Review } from "../review";
import { resourceCounts } from "./counts";

/** The whole review as JSON, for other programs. */
export function reviewJson({ manifest, stacks, findings, access, statements }: Review): string {
  const { environment, createdAt } = manifest;
  const report = {
    environment,
    plannedAt: createdAt,
    stacks: stacks.map((stack) => {
      const { name, accountId, region } = stack.planned;
      return { name, accountId, region, ...resourceCounts([stack]) };
    }),
    findings,
    access: { changes: access.changes, failures: access.failures, notes: access.notes },
    statements,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
