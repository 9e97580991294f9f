import type { LoadedEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { stackNames } from "../../../config/stack-names";
import { up } from "../../../sandbox/up";
import { deployToSandbox, destroyInSandbox, synthesizeIntoSandbox, textOf } from "../many/deployment";
import { Load } from "../many/load";
import { PATIENCE_MS, patiently } from "../many/patiently";
import { Random } from "../many/random";
import type { Say } from "../step";
import { type Compared, compare } from "./counted-usage";
import { keptMappings, type MappingIds, mappingsOf, unexpectedChanges } from "./mappings";
import { type MeteredTenant, meteredTenants } from "./metered-tenant";
import type { SaasResult } from "./result";
import type { SaasTenants } from "./tenants";

/** How many changes each tenant has at least when it goes, or when the load ends. */
const CHANGES = 20;

/** How long the local AWS waits for further records of a window, milliseconds: the demo is not to wait for 2 minutes. */
const WINDOW_GRACE_MS = 3_000;

/** Number of the sequence that decides about pauses: no tenant's. */
const PAUSES = 1_000_000;

/** What is done in the scenario. Each step notes down its results. */
export class SaasRun {
  private readonly since = Date.now() - 60_000;
  private readonly load: Load;
  private readonly tenants: readonly MeteredTenant[];
  private readonly leaver: MeteredTenant;
  /** Those of the end: all that stay, and the one that came. */
  private present: readonly MeteredTenant[] = [];
  private after: LoadedEnvironment;
  /** Where ledger and stream of the one that goes differed while there was a stream. */
  private gapsOfLeaver = Number.NaN;

  /** @param patienceMs how long to wait while nothing comes into the ledger, milliseconds */
  constructor(
    private readonly plan: SaasTenants,
    private readonly result: SaasResult,
    private readonly signal: AbortSignal,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.after = plan.before;
    this.load = new Load(new Random(result.seed, PAUSES), signal);
    this.tenants = meteredTenants(plan.before, result.seed);
    this.leaver = called(result.removed, this.tenants);
  }

  async start(say: Say): Promise<void> {
    const { signal } = this;
    await up({ environment: this.plan.before, windowGraceMs: WINDOW_GRACE_MS, signal, onProgress: say });
  }

  async synthesize(): Promise<void> {
    synthesizeIntoSandbox(this.plan.before);
  }

  async deploy(say: Say): Promise<void> {
    await deployToSandbox(this.plan.before, this.signal, say);
  }

  /** Begins to write for all tenants. Nobody stops the load before {@link writeToNew}, but for the one that goes. */
  async write(): Promise<void> {
    for (const tenant of this.tenants) this.load.start(tenant);
    await this.load.reach(CHANGES, ...this.tenants);
  }

  /** Ends the load after a step has failed: nothing else would, if everything else is left running. */
  async abandon(): Promise<void> {
    await this.load.stopAll().catch(() => undefined);
  }

  /** What an open window has counted goes with its mapping, so it must have ended before. */
  async drain(): Promise<void> {
    await this.load.stop(this.leaver);
    const [{ gaps } = { gaps: Number.NaN }] = await this.settled([this.leaver]);
    this.gapsOfLeaver = gaps;
  }

  async exchange(say: Say): Promise<void> {
    const { result, plan, signal } = this;
    const known = await this.mappings();
    const writtenBefore = this.writtenByOthers();
    this.after = plan.exchange();
    // For the role that deploys into the new account.
    await up({ environment: this.after, signal });
    synthesizeIntoSandbox(this.after);
    const deployed = await deployToSandbox(this.after, signal, say);
    result.writtenMeanwhile = this.writtenByOthers() - writtenBefore;
    result.changes = deployed.changes.map(textOf);
    result.unexpectedChanges = unexpectedChanges(deployed, result.removed, result.added);
    const { kept, lost } = keptMappings(this.others(), known, await this.mappings());
    result.mappingsKept = kept;
    result.mappingsLost = lost;
  }

  async destroy(say: Say): Promise<void> {
    const { sources } = stackNames(this.plan.before.environment);
    const { source } = this.leaver.usage;
    await destroyInSandbox(fromLoaded(sources[source], `sources.${source}`), this.signal, say);
  }

  async writeToNew(): Promise<void> {
    this.present = meteredTenants(this.after, this.result.seed, this.tenants);
    const comer = called(this.result.added, this.present);
    this.load.start(comer);
    await this.load.reach(CHANGES, comer);
    await this.load.stopAll();
  }

  async count(): Promise<void> {
    const ofPresent = await this.settled(this.present);
    // Its stream is gone with its table; the ledger keeps what was counted.
    const ofLeaver = await compare(this.leaver, this.since, this.gapsOfLeaver);
    this.result.usage = [...ofPresent, ofLeaver];
  }

  /** Waits until the ledger says what was written, or nothing more comes into it. */
  private settled(tenants: readonly MeteredTenant[]): Promise<Compared[]> {
    const read = () => Promise.all(tenants.map((tenant) => compare(tenant, this.since)));
    const holds = (all: readonly Compared[]) => all.every(({ equal }) => equal);
    return patiently(read, holds, this.signal, this.patienceMs);
  }

  private others(): MeteredTenant[] {
    return this.tenants.filter((tenant) => tenant !== this.leaver);
  }

  private writtenByOthers(): number {
    return this.others().reduce((sum, { writer }) => sum + writer.changes.length, 0);
  }

  private mappings(): Promise<MappingIds> {
    return mappingsOf(this.leaver.ledgerAccountId);
  }
}

function called(id: string, tenants: readonly MeteredTenant[]): MeteredTenant {
  const found = tenants.find(({ tenant }) => tenant === id);
  return fromLoaded(found, `tenant ${id}`);
}
