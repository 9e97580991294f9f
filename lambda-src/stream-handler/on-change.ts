import type { ChangeContext } from "./change-context";
import type { ItemChange } from "./item-change";
import { changeFields } from "./log";

/**
 * What to do with a change: this is the file to edit.
 *
 * Changes of one item come one after the other, in order; changes of different items at the same time. Throw
 * (or reject) if a change could not be handled: Lambda then sends it, and all after it, again. So the same
 * change can come twice; `change.eventId` tells. Await everything: what still runs when this returns is lost.
 * The message of an error that is thrown here is logged, so keep item data out of it.
 */
export async function onChange(change: ItemChange, { logger }: ChangeContext): Promise<void> {
  logger.info("Item changed", changeFields(change));
}
