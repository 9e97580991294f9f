import type { Item } from "./item-json";

/** Where the scan of a segment continues: at its start, after the item with this key, or not at all ("end"). */
export type Position = "start" | "end" | Item;

/** The table's key differs from `KEY_ATTRIBUTES`. The message holds no item data. */
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
        `An item has no attribute ${JSON.stringify(name)}: KEY_ATTRIBUTES is not the table's key.`,
      );
    }),
  );
}

/**
 * Checks a key that DynamoDB sent.
 * @throws KeyAttributesError if it does not have exactly these attributes: positions would be wrong
 */
export function checkedKey(key: Item, keyAttributes: readonly string[]): Item {
  if (Object.keys(key).length === keyAttributes.length) return keyOf(key, keyAttributes);
  throw new KeyAttributesError(
    `The table's key is ${Object.keys(key).join(", ")}, but KEY_ATTRIBUTES is ${keyAttributes.join(", ")}.`,
  );
}
