import type { CheckpointStore } from "../checkpoint/checkpoint-store";
import { errorText, type Log } from "../log";
import { isInTransition, type Mapping } from "../model/mapping";
import type { MappingStore } from "../store/mapping-store";
import type { MappingRunner } from "./mapping-runner";

/** What the supervisor works with. */
export interface SupervisorParts {
  readonly mappings: MappingStore;
  readonly checkpoints: CheckpointStore;
  /** How long a mapping stays in a state of transition. Milliseconds. */
  readonly transitionMs: number;
  readonly log: Log;
  /** Makes the runner of a mapping; undefined when its source is not a stream. */
  runnerOf(mapping: Mapping, report: (result: string) => void): MappingRunner | undefined;
}

/** Keeps a runner for every enabled mapping, and takes mappings from state to state. */
export class Supervisor {
  private readonly runners = new Map<string, MappingRunner>();
  private readonly transitions = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly parts: SupervisorParts) {}

  /** Takes up every mapping where the last run of the service left it. */
  resume(): void {
    for (const mapping of this.parts.mappings.all()) {
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
      this.parts.log("transition-failed", { mapping: mapping.uuid, message: errorText(error) }),
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
    const { transitionMs, mappings, checkpoints } = this.parts;
    const visible = new Promise((resolve) => setTimeout(resolve, transitionMs));
    await this.stopRunner(mapping.uuid);
    await visible;
    if (this.stopped) return;
    if (mapping.state === "Deleting") {
      mappings.delete(mapping.uuid);
      checkpoints.delete(mapping.uuid);
      return;
    }
    mapping.state = mapping.enabled ? "Enabled" : "Disabled";
    mappings.save(mapping);
    if (mapping.enabled) this.startRunner(mapping);
  }

  private startRunner(mapping: Mapping): void {
    // A copy: an update that arrives meanwhile must not change the settings under a running batch.
    const runner = this.parts.runnerOf({ ...mapping }, (result) => this.report(mapping, result));
    if (!runner) return;
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
    if (this.parts.mappings.get(mapping.uuid) === mapping) this.parts.mappings.save(mapping);
  }
}
