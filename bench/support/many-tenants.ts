import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { PROJECT_ROOT } from "../../config/paths";

const FIRST_ACCOUNT = 300_000_000_000;

/** What is measured. */
export interface ManyTenants {
  /** How many there are. */
  readonly count: number;
  /** Whether the consumer has alarms, a dashboard and queries. */
  readonly alarms: boolean;
  /** As in environments/saas.yaml: each tenant with a key of its own, and a usage meter that reads each stream, too. */
  readonly saas: boolean;
}

const FILE = "bench.tenants.csv";

/** Made up. The policies name it instead of streams whose ARNs do not fit. */
const ORGANIZATION = "o-a1b2c3d4e5";

/**
 * Writes the environment file `bench.yaml` with one source of many tenants, which are in a file beside it, and one
 * consumer that reads them all.
 */
export function writeManyTenants(folder: string, tenants: ManyTenants): void {
  const { count, saas } = tenants;
  const lines = Array.from({ length: count }, (_, index) => `t${index},${FIRST_ACCOUNT + index}`);
  writeFileSync(join(folder, FILE), `${["tenant,account", ...lines].join("\n")}\n`);
  writeFileSync(
    join(folder, "bench.yaml"),
    stringify(saas ? saasEnvironment(tenants) : environment(tenants)),
  );
}

/** environments/saas.yaml with other tenants, and with what that many need. */
function saasEnvironment({ count, alarms }: ManyTenants): object {
  const file = parse(readFileSync(join(PROJECT_ROOT, "environments/saas.yaml"), "utf8"));
  const { sources, consumers } = file;
  const mappings = consumers.billing.mappings.filter(({ source }: { source: string }) => source === "orders");
  return {
    ...file,
    organization: ORGANIZATION,
    sources: { orders: { ...sources.orders, tenants: FILE } },
    consumers: { billing: { ...consumers.billing, ...mappingStacksFor(2 * count), mappings, alarms } },
  };
}

/** With a hash, some stacks hold more than others: twice as many stacks as would do if all held the same. */
function mappingStacksFor(mappings: number): object {
  return mappings > 100 ? { mappingStacks: Math.ceil(mappings / 50) } : {};
}

function environment({ count, alarms }: ManyTenants): object {
  return {
    region: "eu-central-1",
    // The exact ARNs of many streams do not fit into the policy of one role.
    organization: ORGANIZATION,
    accounts: { analytics: { id: "200000000001" } },
    backend: { type: "s3", bucket: "example-org-terraform-state", keyPrefix: "bench" },
    sources: {
      orders: {
        tenants: FILE,
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
        ...mappingStacksFor(count),
        alarms,
      },
    },
  };
}
