import type { FailedBatch } from "./failed-batch";
import { FailureError } from "./failure-error";

/** Which batches a command is about. */
export interface Selection {
  /** The beginning of an ID. @default every batch */
  readonly id?: string;
  /** Key of a source. @default every source */
  readonly source?: string;
  /** Only batches that were given up since then, milliseconds since 1970. @default since ever */
  readonly since?: number;
}

/** Whether a batch is one of those. */
export function isSelected({ id, source, since }: Selection): (batch: FailedBatch) => boolean {
  return (batch) =>
    (id === undefined || batch.id.startsWith(id)) &&
    (source === undefined || batch.source === source) &&
    (since === undefined || Date.parse(batch.failedAt) >= since);
}

/** The shortest beginning of IDs that is shown. */
const SHORT = 8;

/** The beginnings of IDs, equally long, that are enough to tell them apart. */
export function shortIds(ids: readonly string[]): (id: string) => string {
  let length = SHORT;
  while (new Set(ids.map((id) => id.slice(0, length))).size < new Set(ids).size) length += 1;
  return (id) => id.slice(0, length);
}

/**
 * The one batch whose ID begins like this.
 * @throws FailureError if there is none, or more than one
 */
export function oneById<T extends { readonly id: string }>(all: readonly T[], beginning: string): T {
  const found = all.filter(({ id }) => id.startsWith(beginning.toLowerCase()));
  const [only] = found;
  if (only && found.length === 1) return only;
  const short = shortIds(found.map(({ id }) => id));
  throw new FailureError([
    only
      ? {
          cause: `${found.length} failed batches have an ID that begins with ${beginning}: ${found.map(({ id }) => short(id)).join(", ")}`,
          remedy: "Give more of the ID",
        }
      : {
          cause: `No failed batch has an ID that begins with ${beginning}`,
          remedy: "See `npm run failures -- list`",
        },
  ]);
}

const AGO = /^(\d{1,6})([smhd])$/;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A date of ISO 8601, alone or with a time of day, whose time zone may be left out. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * A moment: ISO 8601, in UTC unless it names another time zone, or how long ago it was (`90s`, `30m`, `2h`, `3d`).
 * @returns milliseconds since 1970; undefined if it is neither, or no day of the calendar
 */
export function parseSince(text: string, now: number): number | undefined {
  const [, count, unit = ""] = AGO.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (UNIT_MS[unit] ?? 0);
  const [, day, time = "T00:00", zone = "Z"] = MOMENT.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  const moment = Date.parse(`${day}${time}${zone}`);
  return Number.isFinite(moment) ? moment : undefined;
}

/** `Date.parse` takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  const start = new Date(`${day}T00:00Z`);
  return Number.isFinite(start.getTime()) && start.toISOString().startsWith(day);
}
