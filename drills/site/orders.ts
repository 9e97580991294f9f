import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the function is told to do: `drills/function/index.ts` reads it. */
export interface Orders {
  /** Whether every invocation ends its process. @default false */
  readonly crashes?: boolean;
  /** Whether every invocation kills its process. @default false */
  readonly killed?: boolean;
  /** IDs of the items that it cannot handle. @default none */
  readonly poison?: readonly string[];
}

/** Tells the function what to do, from its next invocation on. */
export function giveOrders(folder: string, { crashes = false, killed = false, poison = [] }: Orders): void {
  writeFileSync(join(folder, "orders.json"), JSON.stringify({ crashes, killed, poison }));
}

/** How often the function has handled each item, by ID. */
export function handledCounts(folder: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of readFileSync(join(folder, "handled"), "utf8").split("\n").filter(Boolean)) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
