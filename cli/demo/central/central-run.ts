import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { Load } from "../many/load";
import { PATIENCE_MS, patiently } from "../many/patiently";
import { Random } from "../many/random";
import { isExact, type Received, receivedBy } from "./received";
import type { CentralResult } from "./result";
import type { CentralTable } from "./tenants";

/** How many changes each tenant has at least. */
const CHANGES = 40;

/** Number of the sequence that decides about pauses: no tenant's. */
const PAUSES = 1_000_000;

/** What is done in the scenario. Each step notes down its results. */
export class CentralRun {
  /** @param patienceMs how long to wait while the functions are given nothing, milliseconds */
  constructor(
    private readonly table: CentralTable,
    private readonly result: CentralResult,
    private readonly signal: AbortSignal,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  async write(): Promise<void> {
    const { tenants } = this.table;
    const load = new Load(new Random(this.result.seed, PAUSES), this.signal);
    for (const tenant of tenants) load.start(tenant);
    await load.reach(CHANGES, ...tenants).finally(() => load.stopAll());
    // A shard is read in order: what a function is wrongly given of the others comes before these.
    for (const { accountId, writer, receiver } of tenants) {
      if (!receiver) continue;
      const { dynamodb, destroy } = accountClients(requireRunning(), accountId);
      await writer.write(dynamodb).finally(destroy);
    }
  }

  async count(): Promise<void> {
    const { tenants, keyAttribute } = this.table;
    const read = () => Promise.all(tenants.map((tenant) => receivedBy(tenant, keyAttribute)));
    const holds = (all: readonly Received[]) => all.every(isExact);
    this.result.tenants = await patiently(read, holds, this.signal, this.patienceMs);
  }
}
