import type { ItemChange } from "./item-change";
import type { Replay } from "./replay";

/** Digits of a sequence number at most (DynamoDB API reference, StreamRecord). */
const DIGITS = 40;

/**
 * A text that sorts as the changes of one item follow each other. A store that keeps it with the item, and takes a change
 * only if its version is not lower, ends with the newest state, however late or often changes arrive. Items of a backfill
 * have the lowest version: whatever came from the stream is newer, or will be followed by what is.
 *
 * AWS documents the order of sequence numbers within a shard. That they keep rising for an item after its shard was split
 * is assumed.
 */
export function changeVersion(
  { sequenceNumber }: ItemChange,
  { backfill }: Pick<Replay, "backfill">,
): string {
  return backfill ? "0".repeat(DIGITS) : sequenceNumber.padStart(DIGITS, "0");
}
