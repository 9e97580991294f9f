import { fromLoaded } from "./loaded";
import type { AccountConfig, Environment } from "./schema";

/** What may have a region of its own: a source or a consumer. */
interface Regional {
  readonly region?: string | undefined;
}

/** The region of a source or a consumer: its own, or else the environment's. */
export function regionOf(part: Regional, environment: Pick<Environment, "region">): string {
  return part.region ?? environment.region;
}

/**
 * The account of a source or a consumer.
 * @throws Error if the environment has no such account, which `loadEnvironment` rules out
 */
export function accountOf(part: { readonly account: string }, environment: Environment): AccountConfig {
  return fromLoaded(environment.accounts[part.account], `accounts.${part.account}`);
}
