import { NumberValueImpl as NumberValue } from "@aws-sdk/util-dynamodb";

/**
 * A decimal number that a JavaScript number would round. `toString()` returns it exactly as DynamoDB sent it. It is the
 * SDK's own class: `marshall` and the document client write it back unchanged.
 */
export { NumberValue };

/**
 * A number of an item, never rounded:
 * - `number` if that is exact: whole numbers up to `Number.MAX_SAFE_INTEGER`, and decimals that print as the same
 *   decimal (`19.99`);
 * - `bigint` for larger whole numbers;
 * - `NumberValue` for decimals with more digits than a `number` holds.
 */
export type ItemNumber = number | bigint | NumberValue;

/** The value of a partition key or sort key. */
export type KeyValue = string | ItemNumber | Uint8Array;

/**
 * An attribute's value in plain JavaScript: NULL is `null`, binary a `Uint8Array`, a list an array, a map an object, and
 * a set a `Set`. A `Set` compares `Uint8Array` and `NumberValue` members by identity, not by value.
 */
export type ItemValue =
  | KeyValue
  | boolean
  | null
  | Set<string>
  | Set<ItemNumber>
  | Set<Uint8Array>
  | ItemValue[]
  | Item;

/** An item: its attributes by name. */
export interface Item {
  [attribute: string]: ItemValue;
}
