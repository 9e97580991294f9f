/** Points of a curve, from left to right. */
const POINTS = 48;

/** What happens now and then, and is no steady flow. */
const RARE = /fail|lost|refused|Errors|Throttles|filtered|4xx|5xx|returned/;

/**
 * A made-up curve, always the same for a name: heights from 0 to 1. What is rare is 0 but for one bump, at the same time
 * in all graphs.
 */
export function curve(graph: string, line: string): number[] {
  const seed = numberOf(`${graph} ${line}`);
  const rare = RARE.test(line) || (RARE.test(graph) && !/Records by outcome|Requests/.test(graph));
  return Array.from({ length: POINTS }, (_, index) => (rare ? bump(index, seed) : wave(index, seed)));
}

/** The same number for the same text: FNV-1a. */
function numberOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash;
}

function wave(index: number, seed: number): number {
  const level = 0.3 + ((seed % 89) / 89) * 0.35;
  const day = Math.sin((index / POINTS) * Math.PI * 2 - 1.4 + (seed % 7) / 20);
  const ripple = Math.sin(index * 1.7 + (seed % 13)) + Math.sin(index * 0.9 + (seed % 31));
  return Math.max(0.02, level + day * 0.2 + ripple * 0.035);
}

function bump(index: number, seed: number): number {
  const height = 0.25 + ((seed % 97) / 97) * 0.5;
  return height * Math.exp(-(((index - 31) / 1.6) ** 2));
}
