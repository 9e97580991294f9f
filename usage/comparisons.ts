import { counted } from "../errors/counted";
import type { Difference, Reconciled } from "./reconcile";

/** What came of comparing the ledger of one tenant with its stream. */
export type Comparison = {
  /** Key of the source that the tenant is. */
  readonly tenant: string;
  /** Key of the consumer whose meter counts it. */
  readonly consumer: string;
} & (Reconciled | { readonly error: string });

/** Whether ledger and stream differ by more than windows that have not ended. */
export function isDifferent({ differences }: Reconciled): boolean {
  return differences.some(({ kind }) => kind !== "open");
}

/** 1 if a tenant could not be compared, 2 if ledger and stream of a tenant differ, 0 otherwise. */
export function exitCodeOf(comparisons: readonly Comparison[]): 0 | 1 | 2 {
  if (comparisons.some((one) => "error" in one)) return 1;
  return comparisons.some((one) => "counted" in one && isDifferent(one)) ? 2 : 0;
}

/** A line for each tenant, the details of those that differ, and how many there are of each kind. */
export function comparisonsText(comparisons: readonly Comparison[]): string {
  const failed = comparisons.filter((one) => "error" in one).length;
  const different = comparisons.filter((one) => "counted" in one && isDifferent(one)).length;
  const same = comparisons.length - failed - different;
  return [
    ...comparisons.flatMap(linesOf),
    `${comparisons.length} compared with their streams: ${same} say the same, ${different} differ, ${failed} failed.`,
  ].join("\n");
}

/** A difference for people. */
export function differenceText({ kind, records, start, shardId }: Difference): string {
  const where = `${counted(records, "record")} of ${new Date(start).toISOString()} in ${shardId}`;
  if (kind === "open") return `Open: ${where}, not in the ledger yet. The window may not have ended.`;
  return kind === "gap" ? `Gap: the ledger lacks ${where}.` : `Surplus: the ledger has ${where} too many.`;
}

function linesOf(one: Comparison): string[] {
  const name = `${one.tenant} (${one.consumer})`;
  if ("error" in one) return [`${name}: failed`, ...one.error.split("\n").map((line) => `  ${line}`)];
  const { counted: both, differences } = one;
  if (isDifferent(one)) {
    return [
      `${name}: DIFFERENT, ${counted(both, "record")} in both`,
      ...differences.map((difference) => `  ${differenceText(difference)}`),
    ];
  }
  const open = differences.reduce((sum, { records }) => sum + records, 0);
  return [
    `${name}: the same, ${counted(both, "record")}${open > 0 ? `, and ${open} of windows that may not have ended` : ""}`,
  ];
}
