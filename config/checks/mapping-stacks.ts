import { type ConsumerDraft, type Draft, elementsOf, entriesOf } from "../draft";
import { MAPPING_STACKS } from "../limits";
import { type Candidate, firstCandidate, heavier, mappingStackOf } from "../mapping-stack-of";
import { error, type Problem } from "../problem";
import type { Environment } from "../schema";
import { meteredIn } from "./usage-meters";

/** How many mappings each tenant has with a consumer: one, or two with the usage meter's. */
type Counts = ReadonlyMap<string, number>;

/** Whether each stack holds no more mappings of tenants than `mappingsPerStack` says. */
export function checkMappingStacks(draft: Draft, tenants: Environment["tenants"] = {}): Problem[] {
  return entriesOf(draft.consumers).flatMap(([key, consumer]) => {
    const { mappingsPerStack: most, mappingStacks } = consumer;
    // A malformed number has a problem of its own.
    if (most === undefined || ("mappingStacks" in consumer && mappingStacks === undefined)) return [];
    const counts = countsOf(consumer, tenants);
    const fullest = fullestOf(counts, mappingStacks);
    if (fullest <= most) return [];
    const place = mappingStacks === undefined ? "mappings" : "mappingStacks";
    const where =
      mappingStacks === undefined
        ? `${fullest} mappings of tenants are in the stack of ${key}`
        : `a mapping stack of ${key} holds ${fullest} of its ${totalOf(counts)} mappings of tenants`;
    return [
      error(
        ["consumers", key, place],
        `${where}, and \`mappingsPerStack\` allows ${most}`,
        remedyOf({ key, fullest, most, smallest: smallestFit(counts, most) }),
      ),
    ];
  });
}

function countsOf(consumer: ConsumerDraft, tenants: NonNullable<Environment["tenants"]>): Counts {
  const counts = new Map<string, number>();
  const read = new Set(elementsOf(consumer.mappings).flatMap(([, { source }]) => source ?? []));
  for (const source of [...read, ...new Set(meteredIn(consumer))]) {
    if (Object.hasOwn(tenants, source)) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return counts;
}

function totalOf(counts: Counts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Mappings in the stack that has the most. */
function fullestOf(counts: Counts, stacks: number | undefined): number {
  if (stacks === undefined) return totalOf(counts);
  return fullest(counts, (source) => mappingStackOf(source, stacks));
}

/** The smallest number of mapping stacks of which none holds more than that; undefined if there is none. */
function smallestFit(counts: Counts, most: number): number | undefined {
  const best = new Map<string, Candidate>(
    [...counts.keys()].map((source) => [source, firstCandidate(source)]),
  );
  for (let stacks = 1; stacks <= MAPPING_STACKS.max; stacks += 1) {
    if (stacks > 1)
      for (const [source, candidate] of best) best.set(source, heavier(source, candidate, stacks));
    if (fullest(counts, (source) => best.get(source)?.number ?? 1) <= most) return stacks;
  }
  return undefined;
}

function fullest(counts: Counts, stackOf: (source: string) => number): number {
  const load = new Map<number, number>();
  for (const [source, count] of counts) {
    const stack = stackOf(source);
    load.set(stack, (load.get(stack) ?? 0) + count);
  }
  return Math.max(0, ...load.values());
}

function remedyOf(found: {
  readonly key: string;
  readonly fullest: number;
  readonly most: number;
  readonly smallest: number | undefined;
}): string {
  const { key, fullest, smallest } = found;
  const raise = `set consumers.${key}.mappingsPerStack to at least ${fullest}`;
  if (smallest === undefined)
    return `No number of mapping stacks up to ${MAPPING_STACKS.max} is enough: ${raise}`;
  return `Set consumers.${key}.mappingStacks to ${smallest}, or ${raise}. Mappings that are deployed already move to their new stacks with npm run mapping-stacks -- move (docs/scale.md), and are made again without it`;
}
