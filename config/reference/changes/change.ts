/** What happens when settings of a deployed environment change: a row of docs/changes.md. */
export interface Change {
  /** The settings, by their paths as docs/configuration.md has them. */
  readonly settings: readonly string[];
  /** What Terraform does: a sentence without its full stop. */
  readonly terraform: string;
  /** What is lost, or stops, if one is careless. Absent if nothing is. */
  readonly loses?: string;
  /** The way that loses nothing. Absent if there is nothing to do but deploy. */
  readonly safeWay?: string;
  /** The test that made the change in the sandbox, a file of `__tests__/sandbox`. */
  readonly test?: string;
}

/** Paths of settings of one part of the file. */
export function settingsOf(part: string, keys: readonly string[]): string[] {
  return keys.map((key) => `${part}.${key}`);
}
