import type { DeliveryWindow, OpenWindow } from "../model/delivery";
import type { PendingRecord } from "../model/stream-record";

/** Most bytes of a window's state (Lambda Developer Guide, stateful processing): 1 MB. */
const STATE_LIMIT = 1024 * 1024;

/** The tumbling window that a shard's records are aggregated in, one after another. */
export class TumblingWindow {
  /**
   * @param lengthMs length of a window
   * @param graceMs how long a window without new records stays open past its end
   * @param current the window that was open when the shard was read last
   */
  constructor(
    private readonly lengthMs: number,
    private readonly graceMs: number,
    private current?: OpenWindow,
  ) {}

  /** The window that is open now. */
  get open(): OpenWindow | undefined {
    return this.current;
  }

  /** Whether the open window's state is over AWS's limit, so that the window must end early. */
  get isTooLarge(): boolean {
    return this.current !== undefined && Buffer.byteLength(JSON.stringify(this.current.state)) > STATE_LIMIT;
  }

  /** The open window as a delivery shows it. */
  view(final: boolean, terminatedEarly: boolean): DeliveryWindow {
    const { start, state } = this.current ?? { start: 0, state: {} };
    return { start, end: start + this.lengthMs, state, final, terminatedEarly };
  }

  /** Opens the window into which a record falls, unless one is open. */
  openFor({ arrivedAt }: PendingRecord): void {
    this.current ??= { start: Math.floor(arrivedAt / this.lengthMs) * this.lengthMs, state: {} };
  }

  /** A late record counts into the window that is open. */
  includes({ arrivedAt }: PendingRecord): boolean {
    return this.current !== undefined && arrivedAt < this.current.start + this.lengthMs;
  }

  /**
   * A window is over when a later record has come, when none came for long enough, or with its shard.
   * @param next the record that comes next, if there is one
   */
  isOver(next: PendingRecord | undefined, shardEnded: boolean, now: number): boolean {
    if (!this.current) return false;
    return next ? !this.includes(next) : shardEnded || now >= this.closesAt(this.current);
  }

  /** Milliseconds until the open window is over if no record comes; undefined when none is open. */
  closesIn(now: number): number | undefined {
    return this.current && Math.max(0, this.closesAt(this.current) - now);
  }

  /** Keeps what the function returned as state. */
  keep(state: unknown): void {
    if (this.current) this.current = { ...this.current, state };
  }

  close(): void {
    this.current = undefined;
  }

  private closesAt({ start }: OpenWindow): number {
    return start + this.lengthMs + this.graceMs;
  }
}
