import type { LeaseNote } from "../../replay/lease";

/** Says on the standard error why a run waits before it begins. */
export function waitingLine(bucket: string): (note: LeaseNote) => void {
  return ({ holder, leaseSeconds }) =>
    console.error(
      `${holder} has begun to work on ${bucket} and has not ended. If that run is dead, this one begins within ${leaseSeconds} s; --take-over begins at once.`,
    );
}
