import type { Tried } from "./assumption";
import { PAIRS, type PairKey } from "./site/content";

/** To deploy and destroy a pair on AWS, minutes. */
const PAIR_MINUTES = 6;

/** The pairs that trials need. */
export function pairsOf(tried: readonly Tried[]): PairKey[] {
  return PAIRS.filter((pair) => tried.some(({ trial }) => trial.pair === pair));
}

/** About how long trials take on AWS, minutes. Trials of one incident take its time once. */
export function estimatedMinutes(tried: readonly Tried[]): number {
  const incidents = new Map(
    tried.map(({ id, trial }): [string, number] => [trial.incident ?? id, trial.minutes]),
  );
  const trying = [...incidents.values()].reduce((sum, minutes) => sum + minutes, 0);
  return trying + pairsOf(tried).length * PAIR_MINUTES;
}
