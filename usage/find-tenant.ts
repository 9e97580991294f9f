import { fromLoaded } from "../config/loaded";
import { accountOf, regionOf } from "../config/placement";
import type { Environment, UsageMeterConfig } from "../config/schema";
import { sourceOfTenant } from "../config/source-meant";
import { oneOf } from "../config/suggest";
import { meteredSources } from "../config/usage-meters";
import { UsageError } from "./usage-error";

/** A tenant, and where its usage is counted. */
export interface Tenant {
  /** Key of the source that the tenant is; account and table if the file has no such source any more. */
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
 * Finds a tenant: a source that a consumer's usage meter counts, or counted before it was removed from the file.
 * @param wanted key of the source, the tenant's ID in a list of `tenants`, or account and table (`111111111111/Orders`)
 * @param consumer key of the consumer that counted a removed tenant @default the only one with a usage meter
 * @throws UserError if there is no such source; UsageError if no meter counts it
 */
export function findTenant(environment: Environment, wanted: string, consumer?: string): Tenant {
  if (OWNER.test(wanted)) return byOwner(environment, wanted, consumer);
  const name = sourceOfTenant(environment, wanted, REMOVED);
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

const REMOVED =
  "for one that was removed from the file, give its account and table, such as 111111111111/Orders";

const OWNER = /^\d{12}\/[\w.-]{3,255}$/;

function byOwner(environment: Environment, owner: string, consumer: string | undefined): Tenant {
  const meters = Object.keys(environment.consumers).filter((key) => environment.consumers[key]?.usageMeter);
  const wanted = consumer === undefined ? meters : meters.filter((key) => key === consumer);
  const [only] = wanted;
  if (only === undefined || wanted.length > 1) {
    const cause = only ? "several consumers have a usage meter" : "no such consumer has a usage meter";
    throw new UsageError([{ cause, remedy: oneOf(consumer ?? "", meters, "Give --consumer one of") }]);
  }
  const known = allTenants(environment).find((one) => one.owner === owner && one.consumer === only);
  if (known) return known;
  const config = fromLoaded(environment.consumers[only], `consumers.${only}`);
  const [accountId = "", tableName = ""] = owner.split("/");
  return {
    ...{ source: owner, owner, consumer: only, accountId, tableName },
    meter: fromLoaded(config.usageMeter, `consumers.${only}.usageMeter`),
    region: regionOf(config, environment),
  };
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
