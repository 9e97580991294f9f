import { counted } from "../errors/counted";
import { type Holes, holeLines } from "./holes";
import type { Overlap } from "./overlaps";
import type { PeriodTotals, Totals } from "./totals";

/** All that is said of a tenant's usage. */
export interface UsageReport {
  readonly tenant: string;
  /** First and last moment, ISO 8601; the last is not included. */
  readonly from: string;
  readonly to: string;
  readonly total: Totals;
  readonly periods: readonly PeriodTotals[];
  readonly overlaps: readonly Overlap[];
  readonly holes: Holes;
}

/** The report for people. */
export function usageText({ tenant, from, to, total, periods, overlaps, holes }: UsageReport): string {
  const rows = [
    header(total),
    ...periods.map((one) => row(timeText(one.start), one, total)),
    row("total", total, total),
  ];
  return [
    `Usage of ${tenant}, ${from} to ${to} (UTC)`,
    "",
    ...table(rows),
    "",
    ...notes(total),
    ...overlaps.map(overlapText),
    ...(overlaps.length === 0 ? ["Nothing was counted twice, and nothing is unresolved."] : []),
    ...holeLines(holes),
    "A time without a row had no changes, or its windows have not ended: `npm run usage -- reconcile` compares the last 24 hours with the stream.",
  ].join("\n");
}

/** What keeps the numbers from being the whole truth, a line each; none if nothing does. */
export function reservations({ total, overlaps, holes }: UsageReport): string[] {
  const isComplete = "known" in holes && holes.known.length === 0;
  return [...notes(total), ...overlaps.map(overlapText), ...(isComplete ? [] : holeLines(holes))];
}

/** The periods as comma-separated values (RFC 4180), sums exact. */
export function usageCsv({ tenant, periods, total }: UsageReport): string {
  const names = Object.keys(total.sums);
  const hasItems = total.differentItems !== undefined;
  const head = [
    ...["tenant", "start", "inserts", "modifies", "removes", "bytes"],
    ...names,
    ...(hasItems ? ["different_items"] : []),
  ];
  const lines = periods.map(({ start, inserts, modifies, removes, bytes, sums, differentItems }) => [
    ...[tenant, new Date(start).toISOString(), inserts, modifies, removes, bytes],
    ...names.map((name) => sums[name] ?? "0"),
    ...(hasItems ? [differentItems ?? ""] : []),
  ]);
  return [head, ...lines].map((cells) => cells.join(",")).join("\r\n");
}

function header({ sums, differentItems }: Totals): string[] {
  const items = differentItems === undefined ? [] : ["different items (about)"];
  return ["from", "inserted", "modified", "removed", "bytes", ...Object.keys(sums), ...items];
}

function row(label: string, totals: Totals, { sums, differentItems }: Totals): string[] {
  const { inserts, modifies, removes, bytes } = totals;
  return [
    label,
    ...[inserts, modifies, removes, bytes].map(String),
    ...Object.keys(sums).map((name) => totals.sums[name] ?? "0"),
    ...(differentItems === undefined ? [] : [String(totals.differentItems ?? "")]),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

function notes({ unmeasured, notSummed }: Totals): string[] {
  return [
    ...(unmeasured > 0
      ? [`In ${counted(unmeasured, "record")}, what should be added up was not a number.`]
      : []),
    ...Object.entries(notSummed).map(
      ([name, records]) => `${counted(records, "record")} counted while ${name} was not added up.`,
    ),
  ];
}

function overlapText({ shardId, start, first, last, records, in: where }: Overlap): string {
  const place = `${counted(records, "record")} of ${timeText(start)} in ${shardId}, ${first} to ${last}`;
  return where === "apart"
    ? `Unresolved, and in no total: ${place}. Another count contradicts this one.`
    : `Perhaps counted twice: ${place}.`;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}
