import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObjects, Stored } from "./json-objects";
import { ReplayError } from "./replay-error";

/** What the object of a lease says. */
export interface LeaseNote {
  /** Who works, such as the ARN of the operator's session; null: nobody. */
  readonly holder: string | null;
  readonly since: string;
  /** A holder that has not renewed its lease for so long has ended. */
  readonly leaseSeconds: number;
  /** New with each renewal, so that renewals can be told from standing still without comparing clocks. */
  readonly beat: string;
}

export interface LeaseOptions {
  /** Key of the object. */
  readonly key: string;
  readonly holder: string;
  /** How long the longest piece of work takes, seconds: so long it may go on after its process has ended. */
  readonly longestWorkSeconds: number;
  /** Take the lease at once, whoever holds it. */
  readonly takeOver: boolean;
  /** Called once if somebody holds the lease, before waiting. */
  readonly onWait?: (note: LeaseNote) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds between renewals; shorter in tests. @default 3000 */
  readonly beatMs?: number;
}

/** A lease that is held: nobody else works meanwhile. */
export interface Lease {
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal;
  /** @throws ReplayError unless the lease was renewed a moment ago, so that no other run can have begun */
  assertHeld(): void;
}

const BEAT_MS = 3_000;
/** Renewals that may fail one after the other before no further work is started. */
const MISSED_BEATS = 3;

/**
 * Does some work while nobody else does. The lease is an object in a bucket that the holder writes again every few
 * seconds. Somebody who wants it watches it: if it stands still for as long as the longest piece of work can take, its
 * holder has ended, and so has its last piece. No clocks of two machines are compared.
 * @throws ReplayError if somebody else is working
 */
export async function withLease<T>(
  objects: JsonObjects,
  options: LeaseOptions,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { key, holder, longestWorkSeconds, beatMs = BEAT_MS } = options;
  const since = new Date().toISOString();
  const note = (): LeaseNote => ({
    holder,
    since,
    leaseSeconds: Math.ceil(longestWorkSeconds + ((MISSED_BEATS + 2) * beatMs) / 1000),
    beat: randomUUID(),
  });
  let etag = await acquire(objects, options, note);
  let renewedAt = performance.now();
  const lost = new AbortController();
  const ended = new AbortController();
  const renewing = (async () => {
    while (!ended.signal.aborted) {
      await sleep(beatMs, undefined, { signal: ended.signal }).catch(() => undefined);
      if (ended.signal.aborted) return;
      const startedAt = performance.now();
      // A renewal that failed on its way is tried again at the next beat; `assertHeld` sees how long ago the last one was.
      const renewed = await objects.put(key, note(), { etag }).catch(() => etag);
      if (renewed === undefined) return lost.abort();
      if (renewed !== etag) renewedAt = startedAt;
      etag = renewed;
    }
  })();
  const assertHeld = () => {
    if (!lost.signal.aborted && performance.now() - renewedAt < MISSED_BEATS * beatMs) return;
    lost.abort();
    throw new ReplayError([
      {
        cause: "Another run has taken over, or the failure bucket could not be reached",
        remedy: "Run `npm run failures -- list` to see what is left",
      },
    ]);
  };
  try {
    return await work({ signal: lost.signal, assertHeld });
  } finally {
    ended.abort();
    await renewing;
    if (!lost.signal.aborted) {
      await objects.put(key, { ...note(), holder: null }, { etag }).catch(() => undefined);
    }
  }
}

/** @returns the version of the object that says that the lease is ours */
async function acquire(objects: JsonObjects, options: LeaseOptions, note: () => LeaseNote): Promise<string> {
  const { key, takeOver } = options;
  for (let found = await objects.get<LeaseNote>(key); ; found = await objects.get<LeaseNote>(key)) {
    if (found && found.value.holder !== null && !takeOver) await watch(objects, found, options);
    const etag = await objects.put(key, note(), found ? { etag: found.etag } : { absent: true });
    if (etag !== undefined) return etag;
    // Somebody was faster: look again who it is.
  }
}

/** @throws ReplayError if the object changes before its holder can be taken for ended */
async function watch(
  objects: JsonObjects,
  { value, etag }: Stored<LeaseNote>,
  { key, onWait, signal, beatMs = BEAT_MS }: LeaseOptions,
): Promise<void> {
  onWait?.(value);
  const end = performance.now() + value.leaseSeconds * 1000;
  while (performance.now() < end) {
    await sleep(Math.min(beatMs / 2, 1_000), undefined, { signal }).catch(() => undefined);
    if (signal?.aborted) throw held(value);
    const now = await objects.get<LeaseNote>(key);
    if (now?.etag === etag) continue;
    if (now?.value.holder === null) return;
    throw held(now?.value ?? value);
  }
}

function held({ holder, since }: LeaseNote): ReplayError {
  return new ReplayError([
    {
      cause: `${holder} has been working on this failure bucket since ${since}`,
      remedy: "Wait until that run has ended: two at once would hand over records twice and out of order",
    },
  ]);
}
