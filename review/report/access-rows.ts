import type { AccessChange } from "../model/access-change";

/** What a principal gains, loses or keeps on a resource, for the same reason. */
export interface AccessRow extends Omit<AccessChange, "action" | "expected"> {
  readonly actions: readonly string[];
}

/** Changes of the same kind, principal, resource and reason in one row. What can be relied on comes first. */
export function accessRows(
  changes: readonly AccessChange[],
  kinds: readonly AccessChange["kind"][],
): AccessRow[] {
  const rows = new Map<string, AccessRow>();
  for (const { action, expected: _, ...row } of changes.filter(({ kind }) => kinds.includes(kind))) {
    const key = JSON.stringify(row);
    rows.set(key, { ...row, actions: [...(rows.get(key)?.actions ?? []), action] });
  }
  const order = (row: AccessRow) => kinds.indexOf(row.kind) + (row.supposed ? kinds.length : 0);
  return [...rows.values()].sort((one, other) => order(one) - order(other));
}
