import { setTimeout as sleep } from "node:timers/promises";
import type { LambdaClient } from "@aws-sdk/client-lambda";

/**
 * Requests to Lambda's control plane each second. AWS answers 15 over all its APIs and callers of the account (Lambda
 * quotas), so some are left to others.
 */
const PER_SECOND = 10;

/** Requests that may be sent at once after a pause. */
const BURST = 10;

/** Keeps a rate: a number of turns at once after a pause, and then one after the other. */
export class Pace {
  private next = 0;

  /** @param now the time, milliseconds */
  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** How long to wait for one's turn, milliseconds. */
  turn(): number {
    const interval = 1_000 / this.perSecond;
    const now = this.now();
    this.next = Math.max(this.next, now - interval * this.burst) + interval;
    return Math.max(0, this.next - now);
  }
}

/** Makes a client keep the rate of Lambda's control plane, with every try of a request. */
export function paced(client: LambdaClient): LambdaClient {
  const pace = new Pace(PER_SECOND, BURST);
  client.middlewareStack.add(
    (next) => async (request) => {
      await sleep(pace.turn());
      return next(request);
    },
    // After the middleware that retries: it waits on its own account.
    { step: "finalizeRequest", name: "pace", priority: "low" },
  );
  return client;
}
