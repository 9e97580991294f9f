import { UserError } from "../errors/user-error";
import type { Ordered } from "./in-order";
import { type DeployedStack, type LedgerContent, type Run, readLedger, writeLedger } from "./ledger-file";

/** What a stack is made of. */
export interface Configured extends Ordered {
  /** SHA-256 of its JSON. */
  readonly configuration: string;
}

/** What was deployed from this checkout, and how far the last run came. Every change is on disk at once. */
export class Ledger {
  private constructor(
    private readonly file: string,
    private readonly content: LedgerContent,
  ) {}

  /** @throws UserError if the file is not valid */
  static open(file: string, environment: string): Ledger {
    return new Ledger(file, readLedger(file, environment));
  }

  /** The run that is under way. */
  get run(): Run {
    if (this.content.run) return this.content.run;
    throw new Error("No run has begun.");
  }

  /** Begins a run. What an earlier one left undone is forgotten. */
  begin(settings: Pick<Run, "only" | "changed">): void {
    this.content.run = { id: now(), ...settings, endedAt: null };
    this.save();
  }

  /**
   * Goes on with the last run.
   * @throws UserError if there is none, or if it deployed everything
   */
  resume(): Run {
    const { run } = this.content;
    if (run && run.endedAt === null) return run;
    const cause = run ? `the run of ${run.id} deployed everything` : "there was no run yet";
    throw new UserError([
      { place: this.file, cause: `nothing can be resumed: ${cause}`, remedy: "Run it without --resume" },
    ]);
  }

  /** Every stack of the run is deployed. */
  end(): void {
    this.run.endedAt = now();
    this.save();
  }

  /** What was noted down about a stack when it was deployed last. */
  deployed(stack: string): DeployedStack | undefined {
    return this.content.stacks[stack];
  }

  /**
   * Why a stack must be deployed, a sentence without its full stop; undefined if it was deployed as it is now, after the
   * last change of each stack that it reads.
   */
  whyDeploy(stack: Configured): string | undefined {
    const last = this.deployed(stack.name);
    if (!last) return "no deployment of it that succeeded is known here";
    if (last.configuration !== stack.configuration) return "its configuration or code changed";
    const source = stack.dependsOn.find((name) => {
      const changedAt = this.deployed(name)?.changedAt;
      return changedAt === undefined || changedAt > last.startedAt;
    });
    return source && `${source}, which it reads, was deployed since, or elsewhere`;
  }

  /** Notes that a deployment begins: from now on nobody knows what is deployed. @returns what ends it */
  deploying({ name, configuration }: Configured): (changedSomething: boolean) => void {
    const startedAt = now();
    const last = this.deployed(name);
    delete this.content.stacks[name];
    this.save();
    return (changedSomething) => {
      // After a deployment that failed, nobody knows what it had changed.
      const changedAt = changedSomething || !last ? now() : last.changedAt;
      this.content.stacks[name] = { configuration, startedAt, changedAt, run: this.run.id };
      this.save();
    };
  }

  private save(): void {
    writeLedger(this.file, this.content);
  }
}

function now(): string {
  return new Date().toISOString();
}
