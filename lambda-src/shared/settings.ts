/** Environment variables of a function. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Environment variables of the function are missing or invalid. The message names every one of them. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * The settings of a function, if they are valid.
 * @param problems a sentence for each invalid variable, starting with its name; false for a valid one
 * @throws SettingsError with all problems, if there are any
 */
export function checked<T>(settings: T, problems: readonly (string | false)[]): T {
  const found = problems.filter(Boolean);
  if (found.length === 0) return settings;
  throw new SettingsError(`Fix the function's environment variables: ${found.join(" ")}`);
}

/** The whole number in a text; NaN for any text but digits. */
export function wholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** The problem with a number that is not between `min` and `max`; false if it is. */
export function outOfRange(variable: string, value: number, min: number, max: number): string | false {
  return !(value >= min && value <= max) && `${variable} must be a whole number from ${min} to ${max}.`;
}
