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
 * @param consumer key of the consumer whose meter is asked @default the only one that counts the tenant
 * @throws UserError if there is no such source; UsageError if no meter counts it, or several do and none is named
 */
export function findTenant(environment: Environment, wanted: string, consumer?: string): Tenant {
  if (OWNER.test(wanted)) return byOwner(environment, wanted, consumer);
  const name = sourceOfTenant(environment, wanted, REMOVED);
  const counting = Object.entries(environment.consumers)
    .filter(([, one]) => meteredSources(one).includes(name))
    .map(([key]) => key);
  if (counting.length === 0) {
    throw new UsageError([
      {
        cause: `nobody counts the changes of "${name}"`,
        remedy: "Add `usageMeter` to a consumer that has a mapping to it (docs/usage.md)",
      },
    ]);
  }
  return tenantOf(environment, name, onlyOne(counting, consumer, `count "${name}"`));
}

const REMOVED =
  "for one that was removed from the file, give its account and table, such as 111111111111/Orders";

const OWNER = /^\d{12}\/[\w.-]{3,255}$/;

function byOwner(environment: Environment, owner: string, consumer: string | undefined): Tenant {
  const meters = Object.keys(environment.consumers).filter((key) => environment.consumers[key]?.usageMeter);
  if (meters.length === 0) throw noMeter();
  const only = onlyOne(meters, consumer, "have a usage meter");
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

/** The consumer that is meant. @param what several consumers do, for the message */
function onlyOne(consumers: readonly string[], wanted: string | undefined, what: string): string {
  const meant = wanted === undefined ? consumers : consumers.filter((key) => key === wanted);
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  const cause = only ? `several consumers ${what}` : `"${wanted}" is none of the consumers that ${what}`;
  throw new UsageError([{ cause, remedy: oneOf(wanted ?? "", consumers, "Give --consumer one of") }]);
}

/**
 * All tenants: each source that a usage meter counts, for each meter that does, in the order of the file.
 * @param consumer key of the consumer whose meter is asked @default all
 * @throws UsageError if no consumer, or not the one that is named, has a usage meter
 */
export function allTenants(environment: Environment, consumer?: string): Tenant[] {
  const consumers = Object.entries(environment.consumers);
  const meters = consumers.filter(([, { usageMeter }]) => usageMeter).map(([key]) => key);
  if (meters.length === 0) throw noMeter();
  const asked = consumer === undefined ? meters : [onlyOne(meters, consumer, "have a usage meter")];
  return asked.flatMap((key) =>
    meteredSources(fromLoaded(environment.consumers[key], `consumers.${key}`)).map((source) =>
      tenantOf(environment, source, key),
    ),
  );
}

function noMeter(): UsageError {
  const remedy = "Add `usageMeter` to a consumer (docs/usage.md), or choose another --environment";
  return new UsageError([{ cause: "no consumer of the environment has a usage meter", remedy }]);
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
