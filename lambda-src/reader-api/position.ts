import type { Item } from "./item-json";

/** Where the scan of a segment goes on: at its start, after the item with this key, or nowhere: it is at its end. */
export type Position = "start" | "end" | Item;

/** A key is not what `KEY_ATTRIBUTES` says of the table. The message holds no item data. */
export class KeyAttributesError extends Error {
  override readonly name = "KeyAttributesError";
}

/**
 * The key of an item.
 * @throws KeyAttributesError if the item lacks one of the attributes
 */
export function keyOf(item: Item, keyAttributes: readonly string[]): Item {
  return Object.fromEntries(
    keyAttributes.map((name) => {
      const value = Object.hasOwn(item, name) ? item[name] : undefined;
      if (value) return [name, value];
      throw new KeyAttributesError(
        `An item has no attribute ${JSON.stringify(name)}: KEY_ATTRIBUTES does not name the table's key.`,
      );
    }),
  );
}

/**
 * A key that DynamoDB sent, as it is.
 * @throws KeyAttributesError if it does not have exactly the attributes: positions would be wrong
 */
export function checkedKey(key: Item, keyAttributes: readonly string[]): Item {
  if (Object.keys(key).length === keyAttributes.length) return keyOf(key, keyAttributes);
  throw new KeyAttributesError(
    `The table's key is ${Object.keys(key).join(", ")}, KEY_ATTRIBUTES says ${keyAttributes.join(", ")}.`,
  );
}
