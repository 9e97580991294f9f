/** What goes wrong around the function and the service. */
export type Fault = "kill the service" | "throttle the function" | "revoke the stream policy";

/** A fault and the number of handled records at which it happens. */
export interface PlannedFault {
  readonly fault: Fault;
  readonly at: number;
}

/** What a record does to the function. */
export type RecordKind =
  /** It is handled. */
  | "good"
  /** The function throws whenever it sees it. */
  | "throws"
  /** The function reports it as failed whenever it sees it. */
  | "reported"
  /** The function's process ends when it sees it for the first time. */
  | "crashes once";

const FAULTS: readonly Fault[] = ["kill the service", "throttle the function", "revoke the stream policy"];
/** One record in so many is of each bad kind. */
const BAD_ONE_IN = 1_000;

/** A number from 0 to 2³²-1 that depends on nothing but the seed and the name. */
export function seeded(seed: number, name: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${name}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** What record `n` does. */
export function kindOf(seed: number, n: number): RecordKind {
  const draw = seeded(seed, `record ${n}`) % BAD_ONE_IN;
  if (draw === 0) return "throws";
  if (draw === 1) return "reported";
  return draw === 2 ? "crashes once" : "good";
}

/** The faults of a run, each kind at least once, in the order in which they happen. */
export function planFaults(seed: number, records: number): PlannedFault[] {
  const rounds = Math.max(1, Math.round(records / 25_000));
  const faults = FAULTS.flatMap((fault) => Array.from({ length: rounds }, (_, round) => ({ fault, round })));
  return faults
    .map(({ fault, round }) => ({ fault, at: Math.floor(records * share(seed, `${fault} ${round}`)) }))
    .sort((a, b) => a.at - b.at);
}

/** Between a twentieth and nine tenths: a fault at the very end would meet nothing. */
function share(seed: number, name: string): number {
  return 0.05 + (0.85 * seeded(seed, name)) / 2 ** 32;
}
