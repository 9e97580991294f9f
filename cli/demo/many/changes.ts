/** A change of an item, noted down by what wrote it. */
export interface Change {
  readonly kind: "INSERT" | "MODIFY" | "REMOVE";
  /** Partition key of the item. */
  readonly id: string;
  /** The item's amount after the change, in thousandths; absent if it was removed. */
  readonly thousandths?: number;
}

/** A change of which the size of its record is known, in bytes. */
export interface SizedChange extends Change {
  readonly bytes: number;
}

/** How many changes of each kind there were, and the exact sum of the amounts after them. */
export interface Counted {
  readonly inserts: number;
  readonly modifies: number;
  readonly removes: number;
  /** In plain digits, such as `1204.05`. */
  readonly amount: string;
}

/** Counts changes as they were written: knows nothing of streams, windows and ledgers. */
export function countedOf(changes: readonly Change[]): Counted {
  const ofKind = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind).length;
  const thousandths = changes.reduce((sum, change) => sum + BigInt(change.thousandths ?? 0), 0n);
  return {
    inserts: ofKind("INSERT"),
    modifies: ofKind("MODIFY"),
    removes: ofKind("REMOVE"),
    amount: decimalText(thousandths),
  };
}

/** Size of the records of changes, in bytes. */
export function bytesOf(changes: readonly SizedChange[]): number {
  return changes.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** A number of thousandths in plain digits without needless zeros. */
export function decimalText(thousandths: bigint | number): string {
  const digits = String(thousandths).padStart(4, "0");
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, "");
}

/** The thousandths of a number in plain digits with at most three decimals. */
export function thousandthsOf(text: string): number {
  const [whole = "0", fraction = ""] = text.split(".");
  return Number(whole + fraction.padEnd(3, "0"));
}
