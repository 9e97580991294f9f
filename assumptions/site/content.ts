import type { AccountConfig } from "../../config/schema";

/** One of the two accounts, and the role to act in. */
export type SiteAccount = Pick<AccountConfig, "id" | "deployRole">;

/** The accounts of a site. */
export interface SiteAccounts {
  readonly source: SiteAccount;
  readonly consumer: SiteAccount;
}

/** Where a site is deployed. */
export interface SitePlace {
  readonly accounts: SiteAccounts;
  readonly region: string;
}

/** The pairs of a table and a function: one table has a key that AWS owns, the other one a customer-managed key. */
export const PAIRS = ["plain", "kms"] as const;

/** A table in one account and a function in the other. */
export type PairKey = (typeof PAIRS)[number];

/** How the stream's policy names the role. */
export type Grant = "principal-arn" | "role-arn";

/** The name that a pair's table, function and role share. With the longest region's, the bucket's name still fits. */
export function pairName(run: string, pair: PairKey): string {
  return `assume-${run}-${pair}`;
}

/** Names of a pair's stacks, in the order of their deployment. */
export function stacksOf(pair: PairKey): { readonly source: string; readonly consumer: string } {
  return { source: `source-${pair}`, consumer: `consumer-${pair}` };
}

/**
 * The environment file of a site. It says nothing of a sandbox, so the stacks are those of AWS everywhere.
 * @param run eight characters that make names unique
 * @param grant how the policy of the stream of `plain` names the role @default principal-arn
 */
export function siteContent({ accounts, region }: SitePlace, run: string, grant: Grant = "principal-arn") {
  const tags = { Purpose: `assumptions-${run}` };
  return {
    region,
    accounts: {
      source: { ...accounts.source, tags },
      consumer: { ...accounts.consumer, tags },
    },
    backend: { type: "local" },
    sources: Object.fromEntries(PAIRS.map((pair) => [pair, sourceOf(pair, run, grant)])),
    consumers: Object.fromEntries(PAIRS.map((pair) => [pair, consumerOf(pair, run)])),
  };
}

function sourceOf(pair: PairKey, run: string, grant: Grant) {
  return {
    account: "source",
    tableName: pairName(run, pair),
    partitionKey: { name: "id" },
    deletionProtection: false,
    pointInTimeRecovery: { enabled: false },
    unprotectedBecause: "It is destroyed when the assumptions have been tried",
    ...(pair === "kms" && { encryption: { type: "customer-managed" } }),
    readers: [{ consumer: pair, ...(pair === "plain" && { grant }) }],
  };
}

function consumerOf(pair: PairKey, run: string) {
  const name = pairName(run, pair);
  return {
    account: "consumer",
    roleName: name,
    alarms: false,
    // Without the rule that expires noncurrent versions, deployment is about a minute faster.
    failureBucket: { versioning: true, removeOldVersionsAfterDays: null },
    function: { name, entry: "assumptions/function/index.ts", logRetentionDays: 1 },
    // An item that the function cannot handle goes to the bucket at once.
    mappings: [{ source: pair, maximumRetryAttempts: 0 }],
  };
}
