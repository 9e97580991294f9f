import { isDeepStrictEqual } from "node:util";
import type { WireItem } from "../wire";

/** Whether two keys are the same, however their numbers are written. */
export function sameKeys(one: WireItem, other: WireItem): boolean {
  return isDeepStrictEqual(normal(one), normal(other));
}

function normal(keys: WireItem): Record<string, unknown> {
  const entries = Object.entries(keys).map(([name, value]) => [
    name,
    typeof value.N === "string" ? { N: Number(value.N) } : { ...value },
  ]);
  return Object.fromEntries(entries);
}
