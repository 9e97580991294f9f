import type { Review } from "./review";

/** What makes a review fail. */
export const FAIL_ON = ["high", "any", "access-gained"] as const;
export type FailOn = (typeof FAIL_ON)[number];

/**
 * Whether a review fails: `high` with a finding of high severity, `any` with any finding, `access-gained` if somebody
 * gains access or a policy lets in more, or if that cannot be judged.
 */
export function failsOn({ findings, access }: Review, condition: FailOn): boolean {
  if (condition === "any") return findings.length > 0;
  if (condition === "high") return findings.some(({ severity }) => severity === "high");
  return (
    access.changes.some(({ kind }) => kind === "gains") ||
    findings.some(({ rule }) => WIDENING.includes(rule))
  );
}

const WIDENING = [
  "access-not-judged",
  "denial-removed",
  "statement-added",
  "wider-actions",
  "wider-conditions",
  "wider-principals",
  "wider-resources",
  "wider-trust",
];
