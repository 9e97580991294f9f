/** Conditions as a text that is the same for the same conditions, however they are written down. */
export function canonicalConditions(conditions: unknown): string {
  return JSON.stringify(canonical(conditions));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(String).sort();
  if (typeof value !== "object" || value === null) return [String(value)];
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, canonical(one)]));
}
