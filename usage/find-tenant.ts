import { fromLoaded } from "../config/loaded";
import { accountOf, regionOf } from "../config/placement";
import type { Environment, UsageMeterConfig } from "../config/schema";
import { sourceOfTenant } from "../config/source-meant";
import { meteredSources } from "../config/usage-meters";
import { UsageError } from "./usage-error";

/** A tenant, and where its usage is counted. */
export interface Tenant {
  /** Key of the source that the tenant is. */
  readonly source: string;
  /** Partition key of its counts: account and table of the stream. */
  readonly owner: string;
  /** Key of the consumer whose meter counts it. */
  readonly consumer: string;
  readonly meter: UsageMeterConfig;
  readonly accountId: string;
  readonly region: string;
  readonly tableName: string;
}

/**
 * Finds a tenant: a source that a consumer's usage meter counts.
 * @param wanted key of the source, or the tenant's ID in a list of `tenants`
 * @throws UserError if there is no such source; UsageError if no meter counts it
 */
export function findTenant(environment: Environment, wanted: string): Tenant {
  const name = sourceOfTenant(environment, wanted);
  const found = Object.entries(environment.consumers).find(([, one]) => meteredSources(one).includes(name));
  if (!found) {
    throw new UsageError([
      {
        cause: `nobody counts the changes of "${name}"`,
        remedy: "Add `usageMeter` to a consumer that has a mapping to it (docs/usage.md)",
      },
    ]);
  }
  return tenantOf(environment, name, found[0]);
}

/**
 * All tenants: each source that a usage meter counts, for each meter that does, in the order of the file.
 * @throws UsageError if no consumer has a usage meter
 */
export function allTenants(environment: Environment): Tenant[] {
  const consumers = Object.entries(environment.consumers);
  if (!consumers.some(([, { usageMeter }]) => usageMeter)) {
    const remedy = "Add `usageMeter` to a consumer (docs/usage.md), or choose another --environment";
    throw new UsageError([{ cause: "no consumer of the environment has a usage meter", remedy }]);
  }
  return consumers.flatMap(([key, consumer]) =>
    meteredSources(consumer).map((source) => tenantOf(environment, source, key)),
  );
}

function tenantOf(environment: Environment, source: string, consumer: string): Tenant {
  const config = fromLoaded(environment.sources[source], `sources.${source}`);
  const { usageMeter } = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const { tableName } = config;
  const { id: accountId } = accountOf(config, environment);
  return {
    source,
    owner: `${accountId}/${tableName}`,
    consumer,
    meter: fromLoaded(usageMeter, `consumers.${consumer}.usageMeter`),
    accountId,
    region: regionOf(config, environment),
    tableName,
  };
}
