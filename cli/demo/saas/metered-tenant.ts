import type { LoadedEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { accountOf } from "../../../config/placement";
import { SandboxError } from "../../../sandbox/sandbox-error";
import { findTenant, type Tenant } from "../../../usage/find-tenant";
import type { Writing } from "../many/load";
import { Random } from "../many/random";
import { AMOUNT, TableWriter } from "../many/table-writer";

/** A tenant, what writes to its table, and where its usage is counted. */
export interface MeteredTenant extends Writing {
  /** ID. */
  readonly tenant: string;
  readonly usage: Tenant;
  /** Account of the ledger. */
  readonly ledgerAccountId: string;
}

/**
 * The tenants of an environment.
 * @param known those that are kept as they are, because something was written to their tables
 * @throws SandboxError if the random changes do not fit a table, or its meter adds up something else
 */
export function meteredTenants(
  { environment, file }: LoadedEnvironment,
  seed: number,
  known: readonly MeteredTenant[] = [],
): MeteredTenant[] {
  return Object.entries(environment.tenants ?? {}).map(([key, { tenant }], place) => {
    const found = known.find((one) => one.tenant === tenant);
    if (found) return found;
    const source = fromLoaded(environment.sources[key], `sources.${key}`);
    const usage = findTenant(environment, tenant);
    const { partitionKey, sortKey, tableName, streamViewType } = source;
    if (partitionKey.type !== "S" || (sortKey && sortKey.type !== "S")) {
      throw unfit(file, "keys that are strings");
    }
    if (usage.meter.sums.map(({ path }) => path.join(".")).join() !== AMOUNT) {
      throw unfit(file, `a usage meter that adds up the attribute \`${AMOUNT}\` and nothing else`);
    }
    const keys = { partitionKey: partitionKey.name, ...(sortKey && { sortKey: sortKey.name }) };
    const table = { tableName, streamViewType, ...keys };
    const consumer = fromLoaded(environment.consumers[usage.consumer], `consumers.${usage.consumer}`);
    return {
      tenant,
      usage,
      accountId: usage.accountId,
      ledgerAccountId: accountOf(consumer, environment).id,
      writer: new TableWriter(table, "", new Random(seed, known.length + place)),
    };
  });
}

function unfit(file: string, what: string): SandboxError {
  return new SandboxError(`${file}: the scenario needs ${what}.`, "Run the scenario in a new clone.");
}
