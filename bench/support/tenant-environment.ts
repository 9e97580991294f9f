const CENTRAL = "central";
const FIRST_ACCOUNT = 300_000_000_000;

/** An environment with a source in an account of its own for each tenant, and one consumer that reads them all. */
export function tenantEnvironment(tenants: number): unknown {
  const names = Array.from({ length: tenants }, (_, index) => `tenant-${index}`);
  const accounts = names.map((name, index) => [name, { id: String(FIRST_ACCOUNT + index) }]);
  return {
    sandbox: true,
    region: "us-east-1",
    accounts: { [CENTRAL]: { id: "222222222222" }, ...Object.fromEntries(accounts) },
    backend: { type: "local" },
    sources: Object.fromEntries(names.map((name) => [name, source(name)])),
    consumers: {
      meter: {
        account: CENTRAL,
        roleName: "MeterRole",
        failureBucket: { versioning: true, removeOldVersionsAfterDays: null },
        function: { name: "Meter", entry: "lambda-src/stream-handler/index.ts" },
        mappings: names.map((name) => ({ source: name })),
      },
    },
  };
}

function source(account: string) {
  return {
    account,
    tableName: "Tenant",
    partitionKey: { name: "id", type: "S" },
    deletionProtection: false,
    readers: [{ consumer: "meter" }],
  };
}
