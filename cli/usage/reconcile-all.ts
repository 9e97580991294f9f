import pLimit from "p-limit";
import { describeError } from "../../errors/user-error";
import { type Comparison, comparisonsText, exitCodeOf } from "../../usage/comparisons";
import { comparisonsJson } from "../../usage/json";
import type { Reconciled } from "../../usage/reconcile";
import { progress } from "../support/progress";
import { type OpenedUsage, openAllUsage, type UsageOptions } from "./options";

/** Tenants that are compared side by side: their streams are in different tables, and memory holds a day of each. */
const AT_ONCE = 8;

/**
 * Compares all tenants. An error of one of them is told in its place and keeps no other from being compared. After Ctrl-C
 * it tells of those that are done.
 */
export async function reconcileAll(
  options: Omit<UsageOptions, "tenant"> & { readonly signal?: AbortSignal },
  compare: (opened: OpenedUsage) => Promise<Reconciled>,
): Promise<void> {
  const { signal, json } = options;
  const all = openAllUsage(options);
  const limit = pLimit(AT_ONCE);
  const display = progress(all.length, "tenants");
  const compareOne = async (opened: OpenedUsage): Promise<Comparison[]> => {
    if (signal?.aborted) return [];
    const { source, consumer } = opened.tenant;
    const outcome = await compare(opened).catch((error: unknown) => ({ error: describeError(error) }));
    display.add(1);
    if (signal?.aborted && "error" in outcome) return [];
    return [{ tenant: source, consumer, ...outcome }];
  };
  const comparisons = (await Promise.all(all.map((one) => limit(() => compareOne(one))))).flat();
  display.end();
  console.log(json ? comparisonsJson(comparisons) : comparisonsText(comparisons));
  const left = all.length - comparisons.length;
  if (left > 0) console.error(`Interrupted: ${left} of ${all.length} tenants were not compared.`);
  process.exitCode = exitCodeOf(comparisons);
}
