/** The accounts of a site, 12 digits each. */
export interface SiteAccounts {
  readonly source: string;
  readonly consumer: string;
}

/** What differs from the file that all drills share. */
export interface SiteEdits {
  readonly source?: Readonly<Record<string, unknown>>;
  readonly function?: Readonly<Record<string, unknown>>;
  readonly mapping?: Readonly<Record<string, unknown>>;
  readonly consumer?: Readonly<Record<string, unknown>>;
}

/** Names in the file. */
export const NAMES = {
  environment: "drill",
  table: "Drills",
  function: "drills-handler",
  role: "drills-handler-role",
} as const;

/** The region of the drills. */
export const REGION = "us-east-1";

/**
 * The environment file of a site: one table, one function.
 * @param folder where the function finds its orders and notes what it handled
 */
export function siteContent({ source, consumer }: SiteAccounts, folder: string, edits: SiteEdits = {}) {
  return {
    sandbox: true,
    region: REGION,
    accounts: { source: { id: source }, consumer: { id: consumer } },
    backend: { type: "s3", bucket: bucketOf(source), keyPrefix: NAMES.environment },
    sources: {
      changes: {
        account: "source",
        stack: "source",
        tableName: NAMES.table,
        partitionKey: { name: "id" },
        deletionProtection: false,
        encryption: { type: "customer-managed" },
        readers: [{ consumer: "handler" }],
        ...edits.source,
      },
    },
    consumers: {
      handler: {
        account: "consumer",
        stack: "consumer",
        roleName: NAMES.role,
        // Without the rule that expires noncurrent versions, deployment is about a minute faster.
        failureBucket: { versioning: true, removeOldVersionsAfterDays: null },
        function: {
          name: NAMES.function,
          entry: "drills/function/index.ts",
          environment: { DRILL_FOLDER: folder },
          ...edits.function,
        },
        // Retried until an hour before the stream forgets: an incident of less than a day discards nothing.
        mappings: [{ source: "changes", maximumRetryAttempts: -1, ...edits.mapping }],
        ...edits.consumer,
      },
    },
  };
}

/** Names of buckets are unique in all of the sandbox. */
function bucketOf(account: string): string {
  return `drills-state-${account}`;
}
