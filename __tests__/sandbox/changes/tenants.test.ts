import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "../../../config/schema";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { TerraformProject } from "../../../sandbox/terraform-project";
import { findTenant } from "../../../usage/find-tenant";
import { readLedger } from "../../../usage/read-ledger";
import { type Totals, totalsOf } from "../../../usage/totals";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { CountedWriter, sizeOf, type WrittenCounts } from "../support/counted-writer";
import { deployTenants } from "../support/deploy-tenants";
import { freshAccount, letTerraformIn } from "../support/own-accounts";
import { synthesizeTenants, type TenantLine, WINDOW_SECONDS } from "../support/tenants-environment";
import { handledBy, mappingsIn, tablesIn } from "../support/tenants-seen";
import { waitUntil } from "../support/wait-until";

/** How long a busy machine may take until functions were given what was written. */
const READ_MS = 120_000;

const own = join(stateFolder(), "tenants");
const synthesized = join(own, "cdktf.out");
const consumer = freshAccount();

/** A tenant, and what was written to its table. */
interface Written extends TenantLine {
  readonly writer: CountedWriter;
}

function tenantCalled(tenant: string, tableName: string, seed: number): Written {
  return { tenant, account: freshAccount(), tableName, writer: new CountedWriter(tableName, seed) };
}

const acme = tenantCalled("acme", "Orders", 1);
const bolt = tenantCalled("bolt", "Orders", 2);
const zebra = tenantCalled("zebra", "OrdersOfZebra", 3);
const nova = tenantCalled("nova", "Orders", 4);
const from = Date.now() - 60_000;

let before: Environment;
let project: TerraformProject;

/** Deploys every stack of the file. */
const deploy = () => deployTenants(own);

/** @param pauseMs between two writes */
async function write({ account, writer }: Written, count: number, pauseMs = 0): Promise<void> {
  const { dynamodb, destroy } = accountClients(requireRunning(), account);
  for (let left = count; left > 0; left -= 1) {
    await writer.write(dynamodb, 1);
    await sleep(pauseMs);
  }
  destroy();
}

/** What is expected of a tenant's usage: what was written to its table until now. */
function expected({ writer }: Written) {
  return {
    ...writer.counts,
    unmeasured: 0,
    notSummed: {},
    sums: { amount: writer.amount },
    differentItems: writer.ids.size,
  };
}

/** What the ledger says of a tenant, found by its ID. */
async function usageOf(environment: Environment, { tenant }: TenantLine): Promise<Totals> {
  const { owner, meter } = findTenant(environment, tenant);
  const { dynamodb, destroy } = accountClients(requireRunning(), consumer);
  const query = { tableName: meter.ledgerTableName, owner, from, to: Date.now() + 60_000 };
  const items = await readLedger(dynamodb, query);
  destroy();
  return totalsOf(items);
}

/** Ends the window that is open, and waits until the ledger has everything that was written before. */
async function counted(environment: Environment, tenants: readonly Written[]) {
  const wanted = tenants.map((tenant) => [tenant.tenant, expected(tenant)] as const);
  await sleep(WINDOW_SECONDS * 1000 + 500);
  for (const tenant of tenants) await write(tenant, 1);
  const read = () =>
    Promise.all(tenants.map(async (tenant) => [tenant.tenant, await usageOf(environment, tenant)] as const));
  const usage = await waitUntil(
    read,
    (all) => all.every(([, totals], place) => sizeOf(totals) >= sizeOf(wanted[place]?.[1])),
    READ_MS,
  );
  return { usage: Object.fromEntries(usage), wanted: Object.fromEntries(wanted) };
}

/** Waits until the stream handler was given all that was written to these tables. @returns what it was given of all */
function allHandled(tenants: readonly Written[]): Promise<Record<string, WrittenCounts>> {
  const holds = (counts: Record<string, WrittenCounts>) =>
    tenants.every(({ account, writer }) => sizeOf(counts[account]) >= sizeOf(writer.counts));
  return waitUntil(() => handledBy(consumer), holds, READ_MS);
}

/** What the stream handler should have been given. */
function writtenBy(tenants: readonly Written[]) {
  return Object.fromEntries(tenants.map(({ account, writer }) => [account, writer.counts]));
}

async function destroyStack(stack: string): Promise<void> {
  await project.initialize(stack);
  await project.terraform(stack, "destroy", "-input=false", "-auto-approve");
}

beforeAll(async () => {
  await letTerraformIn([consumer, ...[acme, bolt, zebra, nova].map(({ account }) => account)]);
  before = synthesizeTenants(own, consumer, [acme, bolt, zebra]);
  project = new TerraformProject({
    state: requireRunning(),
    environment: "sandbox",
    outputFolder: synthesized,
  });
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  const sources = project.stacks().filter((stack) => stack !== "consumer-billing");
  for (const stack of ["consumer-billing", ...sources]) await destroyStack(stack);
}, APPLY_TIMEOUT_MS);

test(
  "the changes of each tenant reach the one consumer, and are counted as that tenant's",
  async () => {
    // Act
    const { results } = await deploy();
    await Promise.all([write(acme, 60), write(bolt, 40), write(zebra, 25)]);
    const { usage, wanted } = await counted(before, [acme, bolt, zebra]);
    const received = await allHandled([acme, bolt, zebra]);

    // Assess
    expect(results).toEqual({
      "source-orders-acme": "applied",
      "source-orders-bolt": "applied",
      "source-orders-zebra": "applied",
      "consumer-billing": "applied",
    });
    expect(usage).toMatchObject(wanted);
    expect(received).toEqual(writtenBy([acme, bolt, zebra]));
    expect((await mappingsIn(consumer)).size).toBe(6);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a tenant goes and another comes: the mappings of the others stay, and their changes are counted meanwhile",
  async () => {
    // Prepare
    const stay = [acme, bolt];
    const mappingsBefore = await mappingsIn(consumer);
    const environment = synthesizeTenants(own, consumer, [acme, bolt, nova]);

    // Act
    const [{ results, changed }] = await Promise.all([deploy(), write(acme, 50, 200), write(bolt, 30, 300)]);
    const ofZebra = { usage: await usageOf(before, zebra), received: { ...zebra.writer.counts } };
    await write(zebra, 5);
    await Promise.all([write(acme, 20), write(bolt, 20), write(nova, 35)]);
    const { usage, wanted } = await counted(environment, [acme, bolt, nova]);
    const received = await allHandled([acme, bolt, nova]);
    const mappingsAfter = await mappingsIn(consumer);

    // Assess
    expect(results).toEqual({
      "source-orders-acme": "unchanged",
      "source-orders-bolt": "unchanged",
      "source-orders-nova": "applied",
      "consumer-billing": "applied",
    });
    expect(changed).toEqual([
      "consumer-billing aws_iam_role_policy.meter_role_policy Modifications",
      "consumer-billing aws_iam_role_policy.role_policy Modifications",
      "consumer-billing aws_lambda_event_source_mapping.mapping_orders_nova Creation",
      "consumer-billing aws_lambda_event_source_mapping.mapping_orders_zebra Destruction",
      "consumer-billing aws_lambda_event_source_mapping.meter_mapping_orders_nova Creation",
      "consumer-billing aws_lambda_event_source_mapping.meter_mapping_orders_zebra Destruction",
      "source-orders-nova aws_dynamodb_resource_policy.stream_policy Creation",
      "source-orders-nova aws_dynamodb_table.table Creation",
      "source-orders-nova terraform_data.table_deployed_checks Creation",
      "source-orders-nova terraform_data.table_deployed_name Creation",
    ]);
    const ofStay = [...mappingsBefore].filter(([key]) => stay.some(({ account }) => key.endsWith(account)));
    expect(ofStay).toHaveLength(4);
    expect([...mappingsAfter]).toEqual(expect.arrayContaining(ofStay));
    expect([...mappingsAfter.keys()].sort()).toEqual(
      [...stay, nova].flatMap(({ account }) => [`billing ${account}`, `usage-meter ${account}`]).sort(),
    );
    expect(usage).toMatchObject(wanted);
    expect(received).toEqual({ ...writtenBy([acme, bolt, nova]), [zebra.account]: ofZebra.received });
    expect(await usageOf(before, zebra)).toEqual(ofZebra.usage);
    expect(() => findTenant(environment, "zebra")).toThrow('there is no tenant "zebra"');
  },
  APPLY_TIMEOUT_MS,
);

test(
  "the source stack of a tenant that is gone is destroyed by itself",
  async () => {
    // Act
    await destroyStack("source-orders-zebra");

    // Assess
    expect(await tablesIn(zebra.account)).toEqual([]);
    expect(await tablesIn(acme.account)).toEqual(["Orders"]);
  },
  APPLY_TIMEOUT_MS,
);
