import { checked, outOfRange, type Variables, wholeNumber } from "../shared/settings";
import type { FoldSettings } from "./fold";
import type { SumMeasure } from "./measures";

export interface MeterSettings extends FoldSettings {
  /** `LEDGER_TABLE`: name of the ledger's table. */
  readonly ledgerTable: string;
}

/**
 * Reads the settings: `LEDGER_TABLE`; `WINDOW_SECONDS`, 1 to 900; `SUMS`, JSON of names and paths,
 * `[{"name": "amount", "path": ["order", "amount"]}]`; `DISTINCT_KEYS`, true or false.
 * @throws SettingsError that names every variable with an invalid value
 */
export function readSettings(variables: Variables): MeterSettings {
  const ledgerTable = variables.LEDGER_TABLE ?? "";
  const seconds = wholeNumber(variables.WINDOW_SECONDS ?? "");
  const sums = readSums(variables.SUMS || "[]");
  const distinctKeys = variables.DISTINCT_KEYS || "false";
  const measures = { sums: sums ?? [], distinctKeys: distinctKeys === "true" };
  return checked({ ledgerTable, seconds, measures }, [
    ledgerTable === "" && "LEDGER_TABLE must name the ledger's table.",
    outOfRange("WINDOW_SECONDS", seconds, 1, 900),
    sums === undefined && "SUMS must be a JSON array of objects with name and path.",
    distinctKeys !== "true" && distinctKeys !== "false" && "DISTINCT_KEYS must be true or false.",
  ]);
}

function readSums(text: string): readonly SumMeasure[] | undefined {
  try {
    const sums: unknown = JSON.parse(text);
    return Array.isArray(sums) && sums.every(isSum) ? sums : undefined;
  } catch {
    return undefined;
  }
}

function isSum(value: unknown): value is SumMeasure {
  if (typeof value !== "object" || value === null) return false;
  const { name, path } = value as Partial<Record<keyof SumMeasure, unknown>>;
  if (typeof name !== "string" || !Array.isArray(path) || path.length === 0) return false;
  return path.every((part) => typeof part === "string");
}
