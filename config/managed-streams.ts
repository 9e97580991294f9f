import { hash } from "node:crypto";

/** Managed policies that a role has by default at most (IAM User Guide, quotas). Functions' roles have no others. */
const POLICIES = 10;

/** Sources whose streams one managed policy of a role names. */
export interface ManagedStreams {
  /** Number of the policy, from 1 to 10. */
  readonly number: number;
  /** Sorted. */
  readonly sources: readonly string[];
}

/**
 * Spreads sources over the managed policies of a role. The policy of a source depends on nothing but the source, so that
 * one more changes one policy; one that would name nothing is left out.
 */
export function spreadOverPolicies(sources: readonly string[]): ManagedStreams[] {
  const groups = new Map<number, string[]>();
  for (const source of [...sources].sort()) {
    const number = policyNumber(source);
    groups.set(number, [...(groups.get(number) ?? []), source]);
  }
  return [...groups]
    .map(([number, members]) => ({ number, sources: members }))
    .sort((one, other) => one.number - other.number);
}

function policyNumber(source: string): number {
  return 1 + (Number.parseInt(hash("sha256", source).slice(0, 8), 16) % POLICIES);
}
