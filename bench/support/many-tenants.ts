import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

const FIRST_ACCOUNT = 300_000_000_000;

/**
 * Writes the environment file `bench.yaml` with one source of many tenants, which are in a file beside it, and one
 * consumer that reads them all.
 * @param count how many tenants
 * @param alarms whether the consumer has alarms, a dashboard and queries
 */
export function writeManyTenants(folder: string, count: number, alarms: boolean): void {
  const lines = Array.from({ length: count }, (_, index) => `t${index},${FIRST_ACCOUNT + index}`);
  writeFileSync(join(folder, "bench.tenants.csv"), `${["tenant,account", ...lines].join("\n")}\n`);
  writeFileSync(join(folder, "bench.yaml"), stringify(environment(count, alarms)));
}

function environment(count: number, alarms: boolean): object {
  return {
    region: "eu-central-1",
    // The exact ARNs of many streams do not fit into the policy of one role.
    organization: "o-a1b2c3d4e5",
    accounts: { analytics: { id: "200000000001" } },
    backend: { type: "s3", bucket: "example-org-terraform-state", keyPrefix: "bench" },
    sources: {
      orders: {
        tenants: "bench.tenants.csv",
        tableName: "Orders",
        partitionKey: { name: "id" },
        readers: [{ consumer: "billing" }],
      },
    },
    consumers: {
      billing: {
        account: "analytics",
        roleName: "Billing",
        function: { name: "billing", entry: "lambda-src/stream-handler/index.ts" },
        mappings: [{ source: "orders" }],
        // With a hash, some stacks hold more than others: twice as many stacks as would do if all held the same.
        ...(count > 100 && { mappingStacks: Math.ceil(count / 50) }),
        alarms,
      },
    },
  };
}
