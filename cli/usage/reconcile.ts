import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { STREAM_RETENTION_SECONDS } from "../../config/limits";
import { counted } from "../../errors/counted";
import { differenceText, isDifferent } from "../../usage/comparisons";
import { reconciledJson } from "../../usage/json";
import { readStream } from "../../usage/read-stream";
import { lastOfShards, type Reconciled, reconcile } from "../../usage/reconcile";
import { UsageError } from "../../usage/usage-error";
import { connectAccounts } from "../support/connect-accounts";
import { namedRole } from "../support/named-role";
import { type OpenedUsage, openUsage, refusable, type UsageOptions } from "./options";
import { reconcileAll } from "./reconcile-all";

export interface ReconcileOptions extends Omit<UsageOptions, "tenant"> {
  /** @default all tenants */
  readonly tenant?: string;
  /** Name of the role to assume in the source's account. */
  readonly sourceRole?: string;
  readonly sourceExternalId?: string;
}

/** How long after its end a window may take until it is in the ledger, milliseconds. */
const GRACE_MS = 300_000;

/** Compares the ledger with what the stream still has, of one tenant or of all; exit code 2 if they differ. */
export async function reconcileCommand({ tenant, ...options }: ReconcileOptions): Promise<void> {
  if (tenant === undefined) return reconcileAll(options, (opened) => compare(opened, options));
  const opened = openUsage({ ...options, tenant });
  if (!Object.hasOwn(opened.environment.sources, opened.tenant.source)) throw isRemoved(tenant);
  const outcome = await compare(opened, options);
  console.log(options.json ? reconciledJson(outcome) : text(opened.tenant.source, outcome));
  if (isDifferent(outcome)) process.exitCode = 2;
}

async function compare(opened: OpenedUsage, options: ReconcileOptions): Promise<Reconciled> {
  const read = () => {
    const now = Date.now();
    const from = now - (STREAM_RETENTION_SECONDS + 2 * opened.tenant.meter.windowSeconds) * 1000;
    return opened.read({ from, to: now + 1000 });
  };
  const records = await recordsOf(opened, options, lastOfShards(await read()));
  // Read again after the stream: a window that ends meanwhile is no gap.
  const items = await read();
  const now = Date.now();
  return reconcile(records, items, now - opened.tenant.meter.windowSeconds * 1000 - GRACE_MS);
}

async function recordsOf(
  { environment, tenant }: OpenedUsage,
  { sourceRole, sourceExternalId, signal }: ReconcileOptions,
  known: ReadonlyMap<string, bigint>,
) {
  const { accountId, region, tableName } = tenant;
  const role = sourceRole && namedRole(environment, accountId, sourceRole, sourceExternalId);
  const { general } = await connectAccounts(environment, "usage")({ accountId, region }, role || undefined);
  const client = new DynamoDBStreamsClient(general);
  return refusable(`stream of ${tableName}`, () => readStream(client, tableName, known, signal)).finally(() =>
    client.destroy(),
  );
}

function isRemoved(tenant: string): UsageError {
  const cause = `${tenant} is no source of the environment file`;
  return new UsageError([{ cause, remedy: "Compare a tenant before you remove its line (docs/scale.md)" }]);
}

function text(tenant: string, { counted: both, differences }: Reconciled): string {
  return [
    `${tenant}: the ledger has ${counted(both, "record")} of the stream.`,
    ...differences.map(differenceText),
    ...(differences.length === 0 ? ["Ledger and stream say the same."] : []),
  ].join("\n");
}
