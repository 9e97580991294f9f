import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../../../config/load-environment";
import { moveMappings } from "../../../mapping-moves/move-mappings";
import { findTerraform } from "../../../programs/tools";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { TerraformProject } from "../../../sandbox/terraform-project";
import { sandboxTerraformVariables } from "../../../sandbox/terraform-variables";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { CountedWriter, sizeOf } from "../support/counted-writer";
import { deployTenants } from "../support/deploy-tenants";
import { freshAccount, letTerraformIn } from "../support/own-accounts";
import { METER, synthesizeTenants, type TenantLine } from "../support/tenants-environment";
import { handledBy, mappingsIn } from "../support/tenants-seen";
import { waitUntil } from "../support/wait-until";

/** How long a busy machine may take until the function was given what was written. */
const READ_MS = 120_000;

const own = join(stateFolder(), "mapping-stacks");
const consumer = freshAccount();

interface Tenant extends TenantLine {
  readonly writer: CountedWriter;
}

function tenantCalled(tenant: string, seed: number): Tenant {
  return { tenant, account: freshAccount(), tableName: "Orders", writer: new CountedWriter("Orders", seed) };
}

/** By the hash, of two stacks and of three: acme, bolt and nova are in 2 and 2, india in 1 and 1, globex in 1 and 3. */
const acme = tenantCalled("acme", 1);
const india = tenantCalled("india", 2);
const globex = tenantCalled("globex", 3);
const nova = tenantCalled("nova", 4);
const bolt = tenantCalled("bolt", 5);

let project: TerraformProject;

/** Synthesizes tenants of a consumer that counts the changes of one of them only. */
function synthesize(tenants: readonly Tenant[], mappingStacks: number | undefined) {
  const usageMeter = { ...METER, sources: ["orders-globex"] };
  return synthesizeTenants(own, consumer, tenants, { mappingStacks, usageMeter });
}

async function write({ account, writer }: Tenant): Promise<void> {
  const { dynamodb, destroy } = accountClients(requireRunning(), account);
  await writer.write(dynamodb, 20);
  destroy();
}

/** Writes to the tables of tenants, and waits until the function was given all that was ever written to them. */
async function read(tenants: readonly Tenant[]) {
  await Promise.all(tenants.map(write));
  const counts = await waitUntil(
    () => handledBy(consumer),
    (found) => tenants.every(({ account, writer }) => sizeOf(found[account]) >= sizeOf(writer.counts)),
    READ_MS,
  );
  return {
    given: Object.fromEntries(tenants.map(({ account }) => [account, counts[account]])),
    written: Object.fromEntries(tenants.map(({ account, writer }) => [account, writer.counts])),
  };
}

beforeAll(async () => {
  await letTerraformIn([consumer, ...[acme, india, globex, nova, bolt].map(({ account }) => account)]);
  synthesize([acme, india, globex, nova], 2);
  project = new TerraformProject({
    state: requireRunning(),
    environment: "sandbox",
    outputFolder: join(own, "cdktf.out"),
  });
}, APPLY_TIMEOUT_MS);

/** Mapping stacks first, then their consumer, then the sources. */
const DESTROYED = ["consumer-billing-mappings", "consumer-billing", "source"];

afterAll(async () => {
  const rank = (stack: string) => DESTROYED.findIndex((some) => stack.startsWith(some));
  for (const stack of [...project.stacks()].sort((a, b) => rank(a) - rank(b))) {
    await project.initialize(stack);
    await project.terraform(stack, "destroy", "-input=false", "-auto-approve");
  }
}, APPLY_TIMEOUT_MS);

test(
  "tenants in two mapping stacks: all are deployed and read, and a plan of everything is empty",
  async () => {
    // Act
    const { results, changed } = await deployTenants(own);
    const { given, written } = await read([acme, india, globex, nova]);
    const planned = await project.changedStacks();

    // Assess
    expect(results).toMatchObject({
      "consumer-billing": "applied",
      "consumer-billing-mappings-1": "applied",
      "consumer-billing-mappings-2": "applied",
    });
    expect(changed.filter((line) => line.includes("aws_lambda_event_source_mapping"))).toEqual([
      "consumer-billing-mappings-1 aws_lambda_event_source_mapping.mapping_orders_globex Creation",
      "consumer-billing-mappings-1 aws_lambda_event_source_mapping.mapping_orders_india Creation",
      "consumer-billing-mappings-1 aws_lambda_event_source_mapping.meter_mapping_orders_globex Creation",
      "consumer-billing-mappings-2 aws_lambda_event_source_mapping.mapping_orders_acme Creation",
      "consumer-billing-mappings-2 aws_lambda_event_source_mapping.mapping_orders_nova Creation",
    ]);
    expect(given).toEqual(written);
    expect(planned).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a tenant goes and another comes: only their own mappings change, and the policy that names their streams",
  async () => {
    // Prepare
    const before = await mappingsIn(consumer);
    synthesize([india, globex, nova, bolt], 2);

    // Act
    const { changed } = await deployTenants(own);
    const { given, written } = await read([india, globex, nova, bolt]);
    const after = await mappingsIn(consumer);

    // Assess
    expect(changed.filter((line) => !line.startsWith("source-orders-bolt "))).toEqual([
      "consumer-billing aws_iam_role_policy.role_policy Modifications",
      "consumer-billing-mappings-2 aws_lambda_event_source_mapping.mapping_orders_acme Destruction",
      "consumer-billing-mappings-2 aws_lambda_event_source_mapping.mapping_orders_bolt Creation",
    ]);
    const stay = [...before].filter(([key]) => !key.endsWith(acme.account));
    expect(stay).toHaveLength(4);
    expect([...after]).toEqual(expect.arrayContaining(stay));
    expect(given).toEqual(written);
  },
  APPLY_TIMEOUT_MS,
);

/** Moves mappings as `npm run mapping-stacks -- move` does. */
async function move(copies: string, dryRun = false) {
  const { moves } = await moveMappings(loadEnvironment("sandbox", own), {
    dryRun,
    copies: join(own, copies),
    outdir: join(own, "cdktf.out"),
    signal: new AbortController().signal,
    onWritten: () => undefined,
  });
  return moves;
}

/** Holds the lock of a stack's state, as a deployment does that waits for an approval. @returns what ends it */
async function lock(stack: string): Promise<() => Promise<unknown>> {
  const { command } = await findTerraform();
  const cwd = join(own, "cdktf.out", "stacks", stack);
  const waiting = spawn(command, ["destroy"], { cwd, env: sandboxTerraformVariables(requireRunning()) });
  let text = "";
  for await (const chunk of waiting.stdout) {
    text += chunk;
    if (text.includes("Enter a value")) break;
  }
  const ended = once(waiting, "exit");
  return () => {
    waiting.kill("SIGINT");
    return ended;
  };
}

/** Every state of the folder, by file. */
function statesNow(): Record<string, string> {
  const files = readdirSync(own).filter((file) => file.endsWith(".tfstate"));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(own, file), "utf8")]));
}

/** A state but for the results of its checks, which Terraform writes in another order each time. */
function withoutChecks(state: string): unknown {
  const { check_results: _, ...rest } = JSON.parse(state);
  return rest;
}

const STACKS_OF_THREE = [
  "consumer-billing",
  ...[1, 2, 3].map((number) => `consumer-billing-mappings-${number}`),
  ...["bolt", "globex", "india", "nova"].map((tenant) => `source-orders-${tenant}`),
];

const FROM_1_TO_3 = [
  {
    from: "consumer-billing-mappings-1",
    to: "consumer-billing-mappings-3",
    addresses: [
      "aws_lambda_event_source_mapping.mapping_orders_globex",
      "aws_lambda_event_source_mapping.meter_mapping_orders_globex",
    ],
  },
];

test(
  "three stacks instead of two: mappings move from state to state, and a plan of everything is empty",
  async () => {
    // Prepare
    const before = await mappingsIn(consumer);
    const statesBefore = statesNow();
    synthesize([india, globex, nova, bolt], 3);
    const unlock = await lock("consumer-billing-mappings-1");

    // Act
    const wouldMove = await move("copies-0", true);
    const locked = await move("copies-1").then(String, String);
    await unlock();
    const statesUntouched = statesNow();
    const moved = await move("copies-2");
    const again = await move("copies-3");
    await project.initialize("consumer-billing-mappings-3");
    const planned = await project.changedStacks(STACKS_OF_THREE);
    const after = await mappingsIn(consumer);

    // Assess
    expect(wouldMove).toEqual(FROM_1_TO_3);
    expect(locked).toContain("The state of consumer-billing-mappings-1 cannot be written: ");
    expect(locked).toContain("Error acquiring the state lock");
    expect(locked).toContain("Nothing was moved.");
    expect(locked).not.toContain("goes on where it stopped");
    expect(statesUntouched).toEqual(statesBefore);
    expect(moved).toEqual(FROM_1_TO_3);
    expect(again).toEqual([]);
    expect(planned).toEqual([]);
    expect(after).toEqual(before);
    const copied = join(own, "copies-2", "consumer-billing-mappings-1.tfstate");
    expect(withoutChecks(readFileSync(copied, "utf8"))).toEqual(
      withoutChecks(statesBefore["terraform.sandbox.consumer-billing-mappings-1.tfstate"] ?? ""),
    );
  },
  APPLY_TIMEOUT_MS,
);

test(
  "back to one state: of stacks that are gone, and all mappings into the consumer's own",
  async () => {
    // Prepare
    const before = await mappingsIn(consumer);
    synthesize([india, globex, nova, bolt], undefined);

    // Act
    const { moves: moved, left } = await moveMappings(loadEnvironment("sandbox", own), {
      dryRun: false,
      copies: join(own, "copies-4"),
      outdir: join(own, "cdktf.out"),
      signal: new AbortController().signal,
      onWritten: () => undefined,
    });
    const planned = await project.changedStacks(["consumer-billing"]);
    const after = await mappingsIn(consumer);

    // Assess
    expect(moved.map(({ from, to, addresses }) => [from, to, addresses.length])).toEqual([
      ["consumer-billing-mappings-1", "consumer-billing", 1],
      ["consumer-billing-mappings-2", "consumer-billing", 2],
      ["consumer-billing-mappings-3", "consumer-billing", 2],
    ]);
    expect(left).toEqual([]);
    expect(planned).toEqual([]);
    expect(after).toEqual(before);
  },
  APPLY_TIMEOUT_MS,
);
