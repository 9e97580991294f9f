import type { ConnectAccount } from "../accounts/account-session";
import type { Environment } from "../config/schema";
import { openFailures } from "../failures/consumer-failures";
import { partsOfKey } from "../failures/failed-batch";
import { redriveConsumer } from "../failures/redrive-consumer";
import { outcomeText } from "../failures/report/text";
import { shortIds } from "../failures/select";
import { SandboxError } from "../sandbox/sandbox-error";
import type { BucketView } from "./model";

/** Shards that are worked on at once, as `npm run failures -- redrive` does. */
const CONCURRENCY = 4;

/** What came of handing failed batches over. */
export interface Redriven {
  /** Batches of which nothing is left. */
  readonly done: number;
  /** Batches that are still in the bucket. */
  readonly left: number;
  /** A sentence for each batch. */
  readonly lines: readonly string[];
}

/** Hands batches of a failure bucket to the function again. @param key only the batch with this key @default all */
export type Redrive = (bucket: BucketView, key?: string) => Promise<Redriven>;

/**
 * Hands batches over as `npm run failures -- redrive` does: in order, with the same ledger and lease.
 * @param signal ends a run before its next invocation
 */
export function redriving(environment: Environment, connect: ConnectAccount, signal: AbortSignal): Redrive {
  return async (bucket, key) => {
    const selection = key === undefined ? {} : { id: idIn(key) };
    const [failures] = await openFailures(environment, () => connect(bucket), bucket.consumer);
    if (!failures) return { done: 0, left: 0, lines: [] };
    try {
      let short = (id: string) => id;
      const options = { selection, rate: undefined, concurrency: CONCURRENCY, takeOver: false, signal };
      const outcomes = await redriveConsumer(failures, options, {
        begins: (all) => {
          short = shortIds(all.map(({ batch }) => batch.id));
        },
      });
      const left = outcomes.filter(({ kind }) => kind === "left" || kind === "waiting").length;
      const lines = outcomes.map((outcome) => outcomeText(outcome, short));
      return { done: outcomes.length - left, left, lines };
    } finally {
      failures.close();
    }
  };
}

function idIn(key: string): string {
  const id = partsOfKey(key)?.id;
  if (id !== undefined) return id;
  throw new SandboxError(`${key} is no object that Lambda has written.`, "Load the page again.");
}
