import { chartSvg } from "../../usage/chart";
import { timeText } from "../../usage/time-text";
import type { PeriodTotals } from "../../usage/totals";

const DAY_MS = 86_400_000;
const FROM = Date.parse("2026-01-01T00:00:00Z");
const TO = Date.parse("2026-02-01T00:00:00Z");

/** A made-up January for docs/usage.md: less at weekends, and no change at all on New Year's Day. */
export function usageExample(): string {
  const days = Array.from({ length: (TO - FROM) / DAY_MS }, (_, place) =>
    dayAt(FROM + place * DAY_MS, place),
  );
  const totals = days.slice(1);
  const changes = totals.reduce(
    (sum, { inserts, modifies, removes }) => sum + inserts + modifies + removes,
    0,
  );
  const time = timeText(new Date(FROM).toISOString(), new Date(TO).toISOString());
  const subtitle = [time, `${changes.toLocaleString("en-US")} changes`, "amount 1,204,518.75"].join(" · ");
  return chartSvg(totals, { tenant: "orders-acme", period: "day", from: FROM, to: TO, subtitle });
}

function dayAt(start: number, place: number): PeriodTotals {
  const isWeekend = [0, 6].includes(new Date(start).getUTCDay());
  // Unequal from day to day without chance: the picture must be the same each time.
  const load = (isWeekend ? 220 : 640) + ((place * 37) % 11) * 18;
  return {
    start,
    inserts: load,
    modifies: Math.round(load * 1.4),
    removes: Math.round(load * 0.3),
    ...{ bytes: 0, unmeasured: 0, sums: {}, notSummed: {} },
  };
}
