import { setTimeout as sleep } from "node:timers/promises";

/** Keeps work below a rate: what is spent must be paid for with time before the next piece starts. */
export class Pace {
  private paidAt = 0;

  /**
   * @param perSecond units a second; undefined: no limit
   * @param now clock, milliseconds
   */
  constructor(
    private readonly perSecond?: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Waits until everything spent so far is paid for. Returns early when the signal is aborted. */
  async ready(signal?: AbortSignal): Promise<void> {
    const wait = this.paidAt - this.now();
    if (wait <= 0) return;
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }

  /** Notes down units that were used, or are about to be. */
  spend(units: number): void {
    if (this.perSecond === undefined) return;
    this.paidAt = Math.max(this.paidAt, this.now()) + (units / this.perSecond) * 1000;
  }
}
