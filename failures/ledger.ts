import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { JsonObjects } from "../replay/json-objects";
import { ReplayError } from "../replay/replay-error";

/** Prefix of everything that re-drives write into a failure bucket. */
export const REDRIVE_PREFIX = "redrive/";
/** Key of the lease: one run at a time works on a bucket. */
export const LEASE_KEY = `${REDRIVE_PREFIX}lease.json`;
const ENTRIES = `${REDRIVE_PREFIX}batches/`;
/** Attempts that an entry keeps: the latest. */
const ATTEMPTS_KEPT = 20;

/** One attempt to hand a batch over. */
export interface RedriveAttempt {
  /** When it ended, ISO 8601. */
  readonly at: string;
  /** ARN of the caller who ran the command. */
  readonly by: string;
  /** Records that this attempt handled. */
  readonly handled: number;
  /** Records that were left out because a newer change of their item has overtaken them. @default 0 */
  readonly overtaken?: number;
  /** Request ID of the invocation. */
  readonly requestId?: string;
  /** Why the rest was not handled. */
  readonly problem?: string;
}

/** What was done about a failed batch. */
export interface LedgerEntry {
  readonly version: 1;
  /** Key of the batch's object. */
  readonly key: string;
  /**
   * `started`: the function was being invoked, and may have handled records after `handled`; `open`: records after
   * `handled` still have to be handled; `done`: all are; `discarded`: somebody gave it up.
   */
  readonly state: "started" | "open" | "done" | "discarded";
  readonly records: number;
  /** Records from the beginning on that were handled, or recognized as overtaken. */
  readonly handled: number;
  /** Latest last. */
  readonly attempts: readonly RedriveAttempt[];
  /** Why it was discarded. */
  readonly because?: string;
}

/**
 * What was done about the batches of a failure bucket: one object a batch, beside the batches. A batch itself is never
 * written again; it is deleted after the ledger says that all of it was handled.
 */
export class Ledger {
  private readonly objects: JsonObjects;
  /** Versions of the entries that were read or written. */
  private readonly etags = new Map<string, string>();

  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {
    this.objects = new JsonObjects(s3, bucket);
  }

  /** The entry of a batch; undefined if nothing was done about it. */
  async entry(id: string): Promise<LedgerEntry | undefined> {
    const stored = await this.objects.get<LedgerEntry>(entryKey(id));
    if (stored) this.etags.set(id, stored.etag);
    else this.etags.delete(id);
    return stored?.value;
  }

  /**
   * Writes the entry of a batch, which was read before.
   * @throws ReplayError if another run has written it meanwhile
   */
  async note(id: string, entry: LedgerEntry): Promise<void> {
    const known = this.etags.get(id);
    const kept = { ...entry, attempts: entry.attempts.slice(-ATTEMPTS_KEPT) };
    const etag = await this.objects.put(
      entryKey(id),
      kept,
      known === undefined ? { absent: true } : { etag: known },
    );
    if (etag === undefined) {
      const cause = `Another run has written the ledger of batch ${id}`;
      throw new ReplayError([{ cause, remedy: "Run `npm run failures -- list` to see what is left" }]);
    }
    this.etags.set(id, etag);
  }

  /** IDs of all batches that have an entry. */
  async ids(): Promise<Set<string>> {
    const ids = new Set<string>();
    let ContinuationToken: string | undefined;
    do {
      const page = await this.s3.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: ENTRIES, ContinuationToken }),
      );
      for (const { Key = "" } of page.Contents ?? []) ids.add(Key.slice(ENTRIES.length, -".json".length));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return ids;
  }
}

/** The entry of a batch about which nothing was done yet. */
export function newEntry(key: string, records: number): LedgerEntry {
  return { version: 1, key, state: "open", records, handled: 0, attempts: [] };
}

function entryKey(id: string): string {
  return `${ENTRIES}${id}.json`;
}
