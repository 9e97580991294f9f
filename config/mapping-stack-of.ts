import { hash } from "node:crypto";

/** What is known already: several parts of a synthesis ask for every tenant. */
const KNOWN = new Map<string, number>();

/**
 * The number of the mapping stack that a tenant's mappings belong to, from 1 on. It depends on nothing but the tenant and
 * the number of stacks (highest random weight, also called rendezvous hashing): other tenants change nothing, and of N
 * stacks that become N + 1, about one tenant in N + 1 moves, always to the new stack.
 * @param source key of the tenant's source
 * @param count how many mapping stacks there are, at least 1
 */
export function mappingStackOf(source: string, count: number): number {
  const key = `${count}/${source}`;
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  let heaviest = firstCandidate(source);
  for (let number = 2; number <= count; number += 1) heaviest = heavier(source, heaviest, number);
  KNOWN.set(key, heaviest.number);
  return heaviest.number;
}

/** The stack of a tenant as far as the stacks up to some number are concerned. */
export interface Candidate {
  readonly number: number;
  readonly weight: string;
}

/** The only candidate while there is one stack. */
export function firstCandidate(source: string): Candidate {
  return { number: 1, weight: weightOf(source, 1) };
}

/** The candidate, or the stack of a further number if that weighs more. */
export function heavier(source: string, candidate: Candidate, number: number): Candidate {
  const weight = weightOf(source, number);
  return weight > candidate.weight ? { number, weight } : candidate;
}

/** Texts of equal length, which compare as numbers do. */
function weightOf(source: string, number: number): string {
  return hash("sha256", `${number}/${source}`);
}
