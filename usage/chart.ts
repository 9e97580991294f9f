import { type Period, type PeriodTotals, startOf } from "./totals";

/** What a chart shows besides what was counted. */
export interface ChartFrame {
  readonly tenant: string;
  /** What a bar stands for. */
  readonly period: Period;
  /** First and last moment, milliseconds since 1970; the last is not included. */
  readonly from: number;
  readonly to: number;
  /** Below the title, such as the time and the total, with ` · ` between the parts. */
  readonly subtitle: string;
}

const WIDTH = 960;
const HEIGHT = 480;
const PLOT = { left: 84, top: 112, right: 936, bottom: 416 };
/** Colors that people with color blindness can tell apart: Okabe and Ito 2008. */
const SERIES = [
  { key: "inserts", label: "Inserted", color: "#0072b2" },
  { key: "modifies", label: "Modified", color: "#e69f00" },
  { key: "removes", label: "Removed", color: "#cc79a7" },
] as const;
/** Labels below the axis at most: more would touch. */
const LABELS = 12;
/** As many as have room in the width of the picture; its description has all of them. */
const TITLE_CHARACTERS = 72;
const SUBTITLE_CHARACTERS = 115;
const FONT = 'font-family="Helvetica, Arial, sans-serif"';

const NOTHING = `<text x="${(PLOT.left + PLOT.right) / 2}" y="${(PLOT.top + PLOT.bottom) / 2}" font-size="15" text-anchor="middle" fill="#595959">No changes were counted in this time</text>`;

/**
 * A picture of the changes of each hour, day or month, as stacked bars on a light background. Every period
 * of the time has its place, whether something was counted in it or not.
 */
export function chartSvg(totals: readonly PeriodTotals[], frame: ChartFrame): string {
  const { tenant, period, subtitle } = frame;
  const periods = withEmpty(totals, frame);
  // Of those with changes only: a long time has more periods than a call takes arguments.
  const highest = Math.max(
    1,
    ...totals.map(({ inserts, modifies, removes }) => inserts + modifies + removes),
  );
  const step = niceStep(highest);
  const top = Math.ceil(highest / step) * step;
  const title = `Changes of ${tenant} by ${period}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title description" ${FONT}>`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(`${subtitle}. The highest ${period} has ${grouped(highest)} changes.`)}</desc>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="24" y="40" font-size="24" font-weight="bold" fill="#1a1a1a">${escaped(cut(title, TITLE_CHARACTERS))}</text>`,
    `<text x="24" y="66" font-size="15" fill="#595959">${escaped(cut(subtitle, SUBTITLE_CHARACTERS))}</text>`,
    ...legend(),
    ...valueAxis(top, step),
    ...(totals.length === 0 ? [NOTHING] : bars(periods, top)),
    ...timeAxis(periods, period),
    "</svg>",
    "",
  ].join("\n");
}

/** A period with the heights of its bar's parts. */
interface Bar {
  readonly start: number;
  readonly counts: readonly number[];
}

function withEmpty(totals: readonly PeriodTotals[], { period, from, to }: ChartFrame): Bar[] {
  const known = new Map(totals.map((one) => [one.start, SERIES.map(({ key }) => one[key])]));
  const bars: Bar[] = [];
  for (let start = startOf(from, period); start < to; start = next(start, period))
    bars.push({ start, counts: known.get(start) ?? SERIES.map(() => 0) });
  return bars;
}

function next(start: number, period: Period): number {
  if (period === "hour") return start + 3_600_000;
  if (period === "day") return start + 86_400_000;
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

function legend(): string[] {
  return SERIES.flatMap(({ label, color }, place) => {
    const x = PLOT.left + place * 120;
    return [
      `<rect x="${x}" y="84" width="14" height="14" rx="2" fill="${color}"/>`,
      `<text x="${x + 20}" y="96" font-size="14" fill="#333333">${label}</text>`,
    ];
  });
}

function valueAxis(top: number, step: number): string[] {
  const lines: string[] = [];
  for (let value = 0; value <= top; value += step) {
    const y = heightOf(value, top);
    const color = value === 0 ? "#595959" : "#e0e0e0";
    lines.push(
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y}" y2="${y}" stroke="${color}"/>`,
      `<text x="${PLOT.left - 10}" y="${y + 5}" font-size="13" text-anchor="end" fill="#595959">${axisText(value, top)}</text>`,
    );
  }
  const middle = (PLOT.top + PLOT.bottom) / 2;
  lines.push(
    `<text x="20" y="${middle}" font-size="13" text-anchor="middle" fill="#595959" transform="rotate(-90 20 ${middle})">Changes</text>`,
  );
  return lines;
}

function bars(periods: readonly Bar[], top: number): string[] {
  const width = (PLOT.right - PLOT.left) / Math.max(1, periods.length);
  const thickness = rounded(Math.min(56, Math.max(1, width * 0.72)));
  return periods.flatMap(({ counts }, place) => {
    const x = rounded(PLOT.left + (place + 0.5) * width - thickness / 2);
    let below = 0;
    return counts.flatMap((count, series) => {
      const y = heightOf(below + count, top);
      const height = rounded(heightOf(below, top) - y);
      below += count;
      if (count === 0) return [];
      const { color, label } = SERIES[series] ?? SERIES[0];
      const tip = `<title>${label}: ${grouped(count)}</title>`;
      return [
        `<rect x="${x}" y="${y}" width="${thickness}" height="${height}" fill="${color}">${tip}</rect>`,
      ];
    });
  });
}

function timeAxis(periods: readonly Bar[], period: Period): string[] {
  const width = (PLOT.right - PLOT.left) / Math.max(1, periods.length);
  const every = Math.ceil(periods.length / LABELS);
  const labels = periods.flatMap(({ start }, place) => {
    if (place % every !== 0) return [];
    const x = rounded(PLOT.left + (place + 0.5) * width);
    const text = labelOf(start, period);
    return [
      `<text x="${x}" y="${PLOT.bottom + 20}" font-size="13" text-anchor="middle" fill="#595959">${text}</text>`,
    ];
  });
  return [
    ...labels,
    `<text x="${PLOT.right}" y="${PLOT.bottom + 46}" font-size="12" text-anchor="end" fill="#595959">Times are UTC</text>`,
  ];
}

function labelOf(start: number, period: Period): string {
  const text = new Date(start).toISOString();
  if (period === "month") return text.slice(0, 7);
  return period === "day" ? text.slice(5, 10) : `${text.slice(5, 10)} ${text.slice(11, 13)}h`;
}

/** A step of 1, 2 or 5 times a power of ten, so that four to eight lines fit. */
function niceStep(highest: number): number {
  const rough = highest / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return Math.max(1, factor * power);
}

function heightOf(value: number, top: number): number {
  return rounded(PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / top);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

/** Long numbers would run into the axis's name. Steps have few digits, so nothing is rounded. */
function axisText(value: number, top: number): string {
  return top < 100_000 ? grouped(value) : COMPACT.format(value);
}

const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 3 });

/** A part of a number would be another number, so the last part is left out as a whole where there are several. */
function cut(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const end = text.lastIndexOf(SEPARATOR, characters - SEPARATOR.length - 1);
  return end > 0 ? `${text.slice(0, end)}${SEPARATOR}…` : `${text.slice(0, characters - 1)}…`;
}

const SEPARATOR = " · ";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
