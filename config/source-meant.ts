import { UserError } from "../errors/user-error";
import type { Environment } from "./schema";
import { oneOf } from "./suggest";

/** What the user of a command says about a source. */
export interface SourceWords {
  /** A key of `sources`. */
  readonly source?: string;
  /** A key of `sources`, or the ID of a tenant in a list of `tenants`. */
  readonly tenant?: string;
}

/**
 * Key of the source that is meant; undefined if nothing is said about one.
 * @throws UserError if there is no such source or tenant, or if several sources have a tenant of this ID
 */
export function sourceMeant(environment: Environment, { source, tenant }: SourceWords): string | undefined {
  if (tenant !== undefined) return sourceOfTenant(environment, tenant);
  if (source === undefined || Object.hasOwn(environment.sources, source)) return source;
  const cause = `The environment has no source "${source}"`;
  const [key] = keysOfTenant(environment, source);
  const remedy =
    key === undefined
      ? oneOf(source, Object.keys(environment.sources))
      : `It is a tenant: give --tenant ${source}, or the key of its source, ${key}`;
  throw new UserError([{ cause, remedy }]);
}

/**
 * Key of the source that a tenant is.
 * @param wanted the key itself, or the tenant's ID in a list of `tenants`
 * @param otherwise what else one can do if there is no such tenant
 * @throws UserError if there is no such tenant, or if several sources have one of this ID
 */
export function sourceOfTenant(environment: Environment, wanted: string, otherwise?: string): string {
  const { sources, tenants = {} } = environment;
  if (Object.hasOwn(sources, wanted)) return wanted;
  const found = keysOfTenant(environment, wanted);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    const cause = `several sources have a tenant "${wanted}"`;
    throw new UserError([{ cause, remedy: `Give a key of \`sources\`, one of: ${found.join(", ")}` }]);
  }
  const known = Object.keys(sources).map((key) => tenants[key]?.tenant ?? key);
  const remedy = [oneOf(wanted, known), ...(otherwise === undefined ? [] : [otherwise])].join("; ");
  throw new UserError([{ cause: `there is no tenant "${wanted}"`, remedy }]);
}

function keysOfTenant({ tenants = {} }: Environment, id: string): string[] {
  return Object.entries(tenants)
    .filter(([, { tenant }]) => tenant === id)
    .map(([key]) => key);
}
