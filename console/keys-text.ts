import type { WireItem } from "./wire";

/** A key to read: `customerId = a, orderId = 17`. */
export function keysText(keys: WireItem): string {
  return Object.entries(keys)
    .map(([name, value]) => `${name} = ${Object.values(value).join()}`)
    .join(", ");
}
