import type { ChangeContext } from "./change-context";
import type { ItemChange } from "./item-change";
import { changeFields } from "./log";

/**
 * Handles one change. This is the file to edit.
 *
 * Changes of one item arrive one after the other, in order; changes of different items arrive concurrently. Throw an
 * error if a change could not be handled: Lambda then retries it and every change after it. The same change can
 * therefore arrive twice; `change.eventId` identifies it. Await everything: work that is still running when this
 * function returns is lost. The message of an error that is thrown here is logged, so keep item data out of it.
 */
export async function onChange(change: ItemChange, { logger }: ChangeContext): Promise<void> {
  logger.info("Item changed", changeFields(change));
}
