import { readdirSync, statSync } from "node:fs";

/** Files that can be part of a function. Editors make others beside them while they save. */
const SOURCE = /^[^.#].*\.(?:[cm]?[jt]sx?|json)$/;

/** Tells whether files and folders have changed between two looks at them. */
export class ChangeWatch {
  readonly #seen = new Map<string, string>();

  /**
   * Looks at each path. One that is looked at for the first time has not changed.
   * @param paths files, whose content counts, and folders, in which the names of source files do
   * @returns whether any has changed since the last look at it
   */
  look(paths: readonly string[]): boolean {
    let changed = false;
    for (const path of new Set(paths)) {
      const before = this.#seen.get(path);
      const now = stampOf(path);
      this.#seen.set(path, now);
      if (before !== undefined && before !== now) changed = true;
    }
    return changed;
  }
}

function stampOf(path: string): string {
  try {
    const stats = statSync(path);
    return stats.isDirectory() ? sourcesIn(path).join("/") : `${stats.mtimeMs} ${stats.size}`;
  } catch {
    // Editors that write a new file and rename it leave none for a moment.
    return "none";
  }
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => SOURCE.test(name))
    .sort();
}
