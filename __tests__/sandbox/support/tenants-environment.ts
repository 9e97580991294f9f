import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../../../config/load-environment";
import { PROJECT_ROOT } from "../../../config/paths";
import type { Environment } from "../../../config/schema";
import { buildApp } from "../../../stacks/build-app";
import { bundlerOf } from "../../../stacks/function-code";

/** A line of the file with tenants. */
export interface TenantLine {
  readonly tenant: string;
  readonly account: string;
  readonly tableName: string;
}

/** Length of the usage meter's periods. */
export const WINDOW_SECONDS = 5;

/** The consumer's usage meter, which counts the changes of all tenants. */
export const METER = {
  roleName: "usage-meter",
  ledgerTableName: "UsageLedger",
  windowSeconds: WINDOW_SECONDS,
  sums: [{ name: "amount", path: ["order", "amount"] }],
  distinctKeys: true,
  function: { name: "usage-meter" },
};

/**
 * Writes an environment file whose source `orders` has these tenants, and a file with the tenants, reads them as the
 * commands do, and synthesizes the stacks.
 * @param folder for the files and the folder cdktf.out
 * @param consumer ID of the account of the one consumer, `billing`, which has a stream handler and a usage meter
 * @param more further settings of the consumer
 */
export function synthesizeTenants(
  folder: string,
  consumer: string,
  lines: readonly TenantLine[],
  more: object = {},
): Environment {
  const outdir = join(folder, "cdktf.out");
  writeTenants({ folder, name: "sandbox", consumer, lines, more });
  const { environment } = loadEnvironment("sandbox", folder);
  buildApp({ name: "sandbox", environment, bundle: bundlerOf(PROJECT_ROOT), outdir }).synth();
  return environment;
}

/** An environment file with tenants. */
export interface TenantsFile {
  readonly folder: string;
  /** Name of the environment. */
  readonly name: string;
  /** ID of the account of the consumer `billing`. */
  readonly consumer: string;
  readonly lines: readonly TenantLine[];
  /** Further settings of the consumer. @default none */
  readonly more?: object;
  /** Further settings of the source. @default none */
  readonly ofSource?: object;
  /** Further keys of the file. @default none */
  readonly ofEnvironment?: object;
}

/** Writes an environment file whose source `orders` has these tenants, and the file with the tenants. */
export function writeTenants({ folder, name, lines, ...rest }: TenantsFile): void {
  mkdirSync(folder, { recursive: true });
  const rows = lines.map(({ tenant, account, tableName }) => `${tenant},${account},${tableName}`);
  writeFileSync(join(folder, "saas.tenants.csv"), ["tenant,account,tableName", ...rows, ""].join("\n"));
  writeFileSync(join(folder, `${name}.yaml`), JSON.stringify(fileWith(rest)));
}

function fileWith(file: Omit<TenantsFile, "folder" | "name" | "lines">): object {
  const { consumer, more, ofSource, ofEnvironment } = file;
  return {
    ...ofEnvironment,
    sandbox: true,
    region: "us-east-1",
    accounts: { analytics: { id: consumer } },
    sources: {
      orders: {
        tenants: "saas.tenants.csv",
        tableName: "Orders",
        partitionKey: { name: "id" },
        deletionProtection: false,
        readers: [{ consumer: "billing" }],
        ...ofSource,
      },
    },
    consumers: {
      billing: {
        account: "analytics",
        roleName: "Billing",
        failureBucket: { versioning: true, removeOldVersionsAfterDays: null },
        function: { name: "billing", entry: "__tests__/fixtures/stream-handler/index.ts" },
        mappings: [{ source: "orders" }],
        usageMeter: METER,
        // The local AWS gives alarms back without their dimensions.
        alarms: false,
        ...more,
      },
    },
  };
}
