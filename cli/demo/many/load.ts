import { setTimeout as sleep } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import type { Random } from "./random";
import type { TableWriter } from "./table-writer";

/** What writes to the table of one tenant. */
export interface Writing {
  readonly accountId: string;
  readonly writer: TableWriter;
}

/** Longest pause between two changes of one tenant, milliseconds. */
const PAUSE_MS = 600;

/** Writes to the tables of many tenants side by side until it is told to stop. */
export class Load {
  private readonly running = new Map<
    Writing,
    { readonly stop: AbortController; readonly ended: Promise<void> }
  >();
  private failure: unknown;

  /** @param pauses decides how long the pauses are @param signal Ctrl-C */
  constructor(
    private readonly pauses: Random,
    private readonly signal: AbortSignal,
  ) {}

  /** Begins to write for a tenant. */
  start(writing: Writing): void {
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, this.signal]);
    const { dynamodb, destroy } = accountClients(requireRunning(), writing.accountId);
    const ended = this.writeOn(writing, dynamodb, signal)
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(destroy);
    this.running.set(writing, { stop, ended });
  }

  /** Stops to write for these tenants. @throws what a write of any tenant has thrown */
  async stop(...writings: readonly Writing[]): Promise<void> {
    const stopped = writings.map((writing) => this.running.get(writing));
    for (const one of stopped) one?.stop.abort();
    await Promise.all(stopped.map((one) => one?.ended));
    for (const writing of writings) this.running.delete(writing);
    this.throwIfFailed();
  }

  /** Stops to write at all. @throws what a write has thrown */
  stopAll(): Promise<void> {
    return this.stop(...this.running.keys());
  }

  /** Waits until each of these tenants has as many changes. @throws what a write has thrown, or if interrupted */
  async reach(count: number, ...writings: readonly Writing[]): Promise<void> {
    while (writings.some(({ writer }) => writer.changes.length < count)) {
      this.throwIfFailed();
      await sleep(50, undefined, { signal: this.signal });
    }
  }

  private async writeOn({ writer }: Writing, client: DynamoDBClient, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await writer.write(client);
      await sleep(this.pauses.below(PAUSE_MS), undefined, { signal }).catch(() => undefined);
    }
  }

  private throwIfFailed(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}
