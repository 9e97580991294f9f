import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { noCredentials } from "../../accounts/no-credentials";
import { loadEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import { accountOf, regionOf } from "../../config/placement";
import type { Environment } from "../../config/schema";
import { reasonOf } from "../../errors/reason-of";
import { allTenants, findTenant, type Tenant } from "../../usage/find-tenant";
import { type LedgerQuery, readLedger } from "../../usage/read-ledger";
import type { LedgerItem } from "../../usage/run";
import { UsageError } from "../../usage/usage-error";
import { connectAccounts, whichAws } from "../support/connect-accounts";
import { namedRole } from "../support/named-role";

/** What both commands are given. */
export interface UsageOptions {
  readonly environment?: string;
  readonly tenant: string;
  /** Key of the consumer whose meter is asked. @default the only one that counts the tenant; without a tenant, all */
  readonly consumer?: string;
  /** Name of the role to assume in the consumer's account. */
  readonly role?: string;
  readonly externalId?: string;
  readonly json?: boolean;
  readonly signal?: AbortSignal;
}

/** A tenant and the ledger that has its usage. */
export interface OpenedUsage {
  readonly environment: Environment;
  readonly tenant: Tenant;
  /** @throws UsageError with a remedy if AWS refuses it */
  read(time: Pick<LedgerQuery, "from" | "to">): Promise<LedgerItem[]>;
}

/** Finds the tenant in the environment file, and says which AWS is asked. */
export function openUsage(options: UsageOptions): OpenedUsage {
  const { environment } = loadEnvironment(options.environment);
  const tenant = findTenant(environment, options.tenant, options.consumer);
  console.error(whichAws(environment));
  return openLedger(environment, tenant, options);
}

/** Finds all tenants of the environment file, and says which AWS is asked. */
export function openAllUsage(options: Omit<UsageOptions, "tenant">): OpenedUsage[] {
  const { environment } = loadEnvironment(options.environment);
  const tenants = allTenants(environment, options.consumer);
  console.error(whichAws(environment));
  return tenants.map((tenant) => openLedger(environment, tenant, options));
}

function openLedger(
  environment: Environment,
  tenant: Tenant,
  { role, externalId, signal }: Pick<UsageOptions, "role" | "externalId" | "signal">,
): OpenedUsage {
  const { owner, meter } = tenant;
  const consumer = fromLoaded(environment.consumers[tenant.consumer], `consumers.${tenant.consumer}`);
  const { id: accountId } = accountOf(consumer, environment);
  return {
    environment,
    tenant,
    read: async (time) => {
      const scope = { accountId, region: regionOf(consumer, environment) };
      const assumed = role === undefined ? undefined : namedRole(environment, accountId, role, externalId);
      const { general } = await connectAccounts(environment, "usage")(scope, assumed);
      const client = new DynamoDBClient(general);
      const query = { tableName: meter.ledgerTableName, owner, ...time };
      return refusable(query.tableName, () => readLedger(client, query, signal)).finally(() =>
        client.destroy(),
      );
    },
  };
}

/** Does something at AWS. @throws UsageError with a remedy if AWS refuses it, or does not answer */
export async function refusable<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const missing = noCredentials(error);
    if (missing) throw missing;
    if (!(error instanceof Error) || !("$metadata" in error) || error.name === "AbortError") throw error;
    throw new UsageError([{ place, ...refusal(error) }]);
  }
}

function refusal(error: Error): { readonly cause: string; readonly remedy: string } {
  if (!hasAnswer(error)) {
    const remedy = "Check the network, the region, and AWS_ENDPOINT_URL if it is set";
    return { cause: `AWS did not answer: ${reasonOf(error)}`, remedy };
  }
  const remedy = "Use a role with the permissions that docs/usage.md lists (--role, --source-role)";
  return { cause: `AWS refused: ${error.name}: ${reasonOf(error)}`, remedy };
}

/** The SDK gives every error metadata, also that of a connection that failed. */
function hasAnswer(error: Error): boolean {
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return metadata?.httpStatusCode !== undefined;
}
