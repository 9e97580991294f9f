import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { accountClients } from "../../../sandbox/account-clients";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { overlapsIn } from "../../../usage/overlaps";
import { readLedger } from "../../../usage/read-ledger";
import { readStream } from "../../../usage/read-stream";
import { lastOfShards, reconcile } from "../../../usage/reconcile";
import type { LedgerItem } from "../../../usage/run";
import { totalsOf } from "../../../usage/totals";
import { bytesOf, type Counted, countedOf } from "../many/changes";
import { AMOUNT } from "../many/table-writer";
import type { MeteredTenant } from "./metered-tenant";

/** What is counted of a tenant. */
export interface Measured extends Counted {
  /** Size of the records of all changes. */
  readonly bytes: number;
}

/** What the ledger says of a tenant, and what was written. */
export interface Compared {
  readonly tenant: string;
  readonly written: Measured;
  readonly ledger: Measured;
  /** Places where ledger and stream differed when the stream was read last. */
  readonly gaps: number;
  /** Counts that may have been made twice, or contradict each other, and records whose amount was no number. */
  readonly unresolved: number;
  /** Whether the ledger says exactly what was written, and nothing is open. */
  readonly equal: boolean;
}

/** Reads the ledger as `npm run usage` does. @param since moment before the first change, milliseconds since 1970 */
async function ledgerOf({ usage, ledgerAccountId }: MeteredTenant, since: number): Promise<LedgerItem[]> {
  const { dynamodb, destroy } = accountClients(requireRunning(), ledgerAccountId);
  const { owner, meter } = usage;
  const query = { tableName: meter.ledgerTableName, owner, from: since, to: Date.now() + 60_000 };
  return readLedger(dynamodb, query).finally(destroy);
}

/** Compares ledger and stream as `npm run usage -- reconcile` does, but takes no open window for an excuse. */
async function gapsOf({ usage, accountId }: MeteredTenant, items: readonly LedgerItem[]): Promise<number> {
  const { emulatorUrl: endpoint, region } = requireRunning();
  const client = new DynamoDBStreamsClient({ endpoint, region, credentials: rootCredentials(accountId) });
  const records = await readStream(client, usage.tableName, lastOfShards(items)).finally(() =>
    client.destroy(),
  );
  return reconcile(records, items, Date.now()).differences.length;
}

/**
 * What the ledger says of a tenant now, beside what was written.
 * @param gaps where ledger and stream differ, if that is known. @default what the stream says
 */
export async function compare(tenant: MeteredTenant, since: number, gaps?: number): Promise<Compared> {
  const items = await ledgerOf(tenant, since);
  const { inserts, modifies, removes, bytes, sums, unmeasured } = totalsOf(items);
  const ledger = { inserts, modifies, removes, bytes, amount: sums[AMOUNT] ?? "0" };
  const { changes } = tenant.writer;
  const written = { ...countedOf(changes), bytes: bytesOf(changes) };
  const compared = {
    ...{ tenant: tenant.tenant, written, ledger },
    gaps: gaps ?? (await gapsOf(tenant, items)),
    unresolved: overlapsIn(items).length + unmeasured,
  };
  return { ...compared, equal: isEqual(compared) };
}

/** Whether the ledger says exactly what was written, and nothing is open. */
export function isEqual({ ledger, written, gaps, unresolved }: Omit<Compared, "equal">): boolean {
  const keys = ["inserts", "modifies", "removes", "bytes", "amount"] as const;
  return keys.every((key) => ledger[key] === written[key]) && gaps === 0 && unresolved === 0;
}
