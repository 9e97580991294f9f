import type { PolicyHolder } from "../deploy-policies";

/** The policies as JSON, for scripts. */
export function policiesJson(holders: readonly PolicyHolder[]): string {
  return JSON.stringify(holders, null, 2);
}
