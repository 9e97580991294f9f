import { writeFileSync } from "node:fs";
import { reasonOf } from "../../errors/reason-of";
import { chartSvg } from "../../usage/chart";
import { groupDigits } from "../../usage/group-digits";
import { usageJson } from "../../usage/json";
import { overlapsIn } from "../../usage/overlaps";
import { reservations, type UsageReport, usageCsv, usageText } from "../../usage/report";
import { timeText } from "../../usage/time-text";
import { type Period, totalsBy, totalsOf } from "../../usage/totals";
import { UsageError } from "../../usage/usage-error";
import { findHoles } from "./holes";
import { openUsage, type UsageOptions } from "./options";

export interface ShowOptions extends UsageOptions {
  /** Milliseconds since 1970; the last is not included. */
  readonly from: number;
  readonly to: number;
  readonly by: Period;
  readonly csv?: boolean;
  /** File to write the picture to. */
  readonly chart?: string;
}

/** Prints the usage of a tenant; exit code 2 if something in it is unresolved or known to be missing. */
export async function show(options: ShowOptions): Promise<void> {
  const { from, to, by, csv, json, chart } = options;
  if (from >= to) {
    const cause = `--from ${new Date(from).toISOString()} is not before --to ${new Date(to).toISOString()}`;
    throw new UsageError([{ cause, remedy: "Give an earlier --from, or a later --to" }]);
  }
  const opened = openUsage(options);
  const { tenant, read } = opened;
  const [items, holes] = await Promise.all([read({ from, to }), findHoles(opened, options, { from, to })]);
  const report: UsageReport = {
    tenant: tenant.source,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    total: totalsOf(items),
    periods: totalsBy(items, by),
    overlaps: overlapsIn(items),
    holes,
  };
  if (json) console.log(usageJson(report));
  else console.log(csv ? usageCsv(report) : usageText(report));
  // Rows alone do not say what they lack.
  if (csv) for (const line of reservations(report)) console.error(line);
  if (chart !== undefined)
    writeChart(chart, chartSvg(report.periods, { period: by, from, to, ...textsOf(report) }));
  if (report.overlaps.length > 0 || ("known" in holes && holes.known.length > 0)) process.exitCode = 2;
}

function writeChart(file: string, svg: string): void {
  try {
    writeFileSync(file, svg);
  } catch (error) {
    const remedy = "Give a file in a folder that is there and may be written";
    throw new UsageError([{ place: file, cause: `it cannot be written: ${reasonOf(error)}`, remedy }]);
  }
}

function textsOf({ tenant, from, to, total }: UsageReport) {
  const changes = (total.inserts + total.modifies + total.removes).toLocaleString("en-US");
  const sums = Object.entries(total.sums).map(([name, sum]) => `${name} ${groupDigits(sum)}`);
  return { tenant, subtitle: [timeText(from, to), `${changes} changes`, ...sums].join(" · ") };
}
