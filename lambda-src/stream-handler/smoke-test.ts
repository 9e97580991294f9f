import type { ItemChange } from "./item-change";

/** The attribute that `npm run smoke` marks its item with. */
const ATTRIBUTE = "smokeTest";
/** Nothing but a random ID, so that no item can bring other text into the log. */
const VALUE = /^smoke-test\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The mark of the smoke test that made a change; undefined for every other change. A handler that must not act on
 * such an item (that would send a letter, say) can return early for it.
 */
export function smokeTestOf({ newImage, oldImage }: ItemChange): string | undefined {
  const mark = (newImage ?? oldImage)?.[ATTRIBUTE];
  return typeof mark === "string" && VALUE.test(mark) ? mark : undefined;
}
