import { fromLoaded } from "../config/loaded";
import { accountOf, regionOf } from "../config/placement";
import type { Environment, UsageMeterConfig } from "../config/schema";
import { oneOf } from "../config/suggest";
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
 * @throws UsageError if there is no such source, or no meter counts it
 */
export function findTenant(environment: Environment, name: string): Tenant {
  const config = Object.hasOwn(environment.sources, name) ? environment.sources[name] : undefined;
  if (!config) {
    const remedy = oneOf(name, Object.keys(environment.sources), "Give a key of `sources`, one of");
    throw new UsageError([{ cause: `there is no tenant "${name}"`, remedy }]);
  }
  const found = Object.entries(environment.consumers).find(([, one]) => meteredSources(one).includes(name));
  if (!found) {
    throw new UsageError([
      {
        cause: `nobody counts the changes of "${name}"`,
        remedy: "Add `usageMeter` to a consumer that has a mapping to it (docs/usage.md)",
      },
    ]);
  }
  const [consumer, { usageMeter }] = found;
  const { tableName } = config;
  const { id: accountId } = accountOf(config, environment);
  return {
    source: name,
    owner: `${accountId}/${tableName}`,
    consumer,
    meter: fromLoaded(usageMeter, `consumers.${consumer}.usageMeter`),
    accountId,
    region: regionOf(config, environment),
    tableName,
  };
}
