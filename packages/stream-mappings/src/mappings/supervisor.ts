import { errorText } from "../log";
import { parseStreamArn } from "../model/arns";
import type { Mapping, MappingState } from "../model/mapping";
import type { Services } from "../runtime/context";
import { MappingRunner } from "./mapping-runner";

/** States that a mapping passes through on its own. */
const IN_TRANSITION: readonly MappingState[] = ["Creating", "Enabling", "Disabling", "Updating", "Deleting"];

/** Whether a mapping is on its way from one state to another, and takes no changes meanwhile. */
export function isInTransition({ state }: Mapping): boolean {
  return IN_TRANSITION.includes(state);
}

/** Keeps a runner for every enabled mapping, and takes mappings from state to state. */
export class Supervisor {
  private readonly runners = new Map<string, MappingRunner>();
  private readonly transitions = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly services: Services) {}

  /** Takes up every mapping where the last run of the service left it. */
  resume(): void {
    for (const mapping of this.services.mappings.all()) {
      if (isInTransition(mapping)) this.transition(mapping);
      else if (mapping.enabled) this.startRunner(mapping);
    }
  }

  /**
   * Brings a mapping to where its `enabled` wants it, or away altogether, with its settings as they are now.
   * Its state names the way there already and has been saved.
   */
  transition(mapping: Mapping): void {
    const work = this.settle(mapping).catch((error: unknown) =>
      this.services.log("transition-failed", { mapping: mapping.uuid, message: errorText(error) }),
    );
    this.transitions.add(work);
    void work.finally(() => this.transitions.delete(work));
  }

  /** Ends all runners; resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.runners.values()].map((runner) => runner.stop()));
    await Promise.all(this.transitions);
  }

  private async settle(mapping: Mapping): Promise<void> {
    const { settings, mappings, positions } = this.services;
    const visible = new Promise((resolve) => setTimeout(resolve, settings.transitionMs));
    await this.stopRunner(mapping.uuid);
    await visible;
    if (this.stopped) return;
    if (mapping.state === "Deleting") {
      mappings.delete(mapping.uuid);
      positions.delete(mapping.uuid);
      return;
    }
    mapping.state = mapping.enabled ? "Enabled" : "Disabled";
    mappings.save(mapping);
    if (mapping.enabled) this.startRunner(mapping);
  }

  private startRunner(mapping: Mapping): void {
    const stream = parseStreamArn(mapping.streamArn);
    if (!stream) return;
    // A copy: an update that arrives meanwhile must not change the settings under a running batch.
    const runner = new MappingRunner({ ...mapping }, stream, this.services, (result) =>
      this.report(mapping, result),
    );
    this.runners.set(mapping.uuid, runner);
    runner.start();
  }

  private async stopRunner(uuid: string): Promise<void> {
    const runner = this.runners.get(uuid);
    this.runners.delete(uuid);
    await runner?.stop();
  }

  private report(mapping: Mapping, result: string): void {
    if (mapping.lastProcessingResult === result) return;
    mapping.lastProcessingResult = result;
    if (this.services.mappings.get(mapping.uuid) === mapping) this.services.mappings.save(mapping);
  }
}
