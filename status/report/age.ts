import { counted } from "../../errors/counted";

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** A time span in its largest unit, rounded down: `3 hours`. @param ms milliseconds */
export function ageText(ms: number): string {
  const [name, length] = UNITS.find(([, one]) => ms >= one) ?? ["second", 1_000];
  const count = Math.max(0, Math.floor(ms / length));
  return counted(count, name);
}
