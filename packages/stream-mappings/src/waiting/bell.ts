/** Lets one loop sleep until another has something for it. */
export class Bell {
  private waiting: (() => void) | undefined;
  private rung = false;

  ring(): void {
    this.rung = true;
    this.waiting?.();
  }

  /** Waits for a ring, at most `ms` milliseconds; a ring since the last wait counts. */
  async wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
    if (!this.rung && !signal.aborted) await this.sleep(ms, signal);
    this.rung = false;
  }

  private sleep(ms: number | undefined, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => done(), ms);
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        this.waiting = undefined;
        resolve();
      };
      this.waiting = done;
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
