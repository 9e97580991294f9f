import type { Comparison } from "./comparisons";
import type { Reconciled } from "./reconcile";
import type { UsageReport } from "./report";

/** A report for scripts: all of its times are ISO 8601. */
export function usageJson(report: UsageReport): string {
  const { periods, overlaps } = report;
  return jsonText({ ...report, periods: periods.map(withIsoStart), overlaps: overlaps.map(withIsoStart) });
}

/** What came of comparing one tenant, for scripts. */
export function reconciledJson(reconciled: Reconciled): string {
  return jsonText(withIsoStarts(reconciled));
}

/** What came of comparing several tenants, for scripts. */
export function comparisonsJson(comparisons: readonly Comparison[]): string {
  return jsonText(comparisons.map((one) => ("error" in one ? one : withIsoStarts(one))));
}

function withIsoStarts<T extends Reconciled>(reconciled: T) {
  return { ...reconciled, differences: reconciled.differences.map(withIsoStart) };
}

/** @param one something whose start is in milliseconds since 1970 */
function withIsoStart<T extends { readonly start: number }>(one: T) {
  return { ...one, start: new Date(one.start).toISOString() };
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
