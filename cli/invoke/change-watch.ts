import { once } from "node:events";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FSWatcher } from "chokidar";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";

/** Names of source files. While they save, editors write other files beside them. */
const SOURCE = /^[^.#].*\.(?:[cm]?[jt]sx?|json)$/;
/** Names of files and folders that hold no code of the project. */
const IGNORED = /^(?:node_modules$|\.)/;
/** How long to wait for further changes, ms: editors write a file in several steps, and save several files at once. */
const SETTLE_MS = 100;

/** Watches the code and the event of a function. */
export class ChangeWatch {
  /** The files of the code; undefined as long as they are unknown, so that every source file counts. */
  #files: ReadonlySet<string> | undefined;
  #folders: ReadonlySet<string> = new Set();
  #changed = false;
  #failure: unknown;

  private constructor(
    private readonly watcher: FSWatcher,
    private readonly watched: Set<string>,
    private readonly eventFile: string | undefined,
  ) {
    watcher.on("all", (event, path) => {
      this.#changed ||= this.#counts(event, path);
    });
    watcher.on("error", (error) => {
      this.#failure = error;
    });
  }

  /**
   * Starts to watch. All paths are absolute.
   * @param folders folders that may hold code
   * @param eventFile the file of the event, if it comes from a file
   * @throws UserError if the system cannot watch that many files
   */
  static async start(folders: readonly string[], eventFile?: string): Promise<ChangeWatch> {
    // Loaded only to watch: most runs do not.
    const { watch } = await import("chokidar");
    const paths = eventFile === undefined ? [...folders] : [...folders, eventFile];
    const ignored = (path: string) => IGNORED.test(basename(path)) && !paths.includes(path);
    const watcher = watch(paths, { ignoreInitial: true, ignored });
    const changes = new ChangeWatch(watcher, new Set(folders), eventFile);
    await once(watcher, "ready").catch(() => changes.close());
    changes.#throwFailure();
    return changes;
  }

  /**
   * Sets the files of the code: their content counts, and the names of other source files in their folders, because a
   * new file can change what an import finds.
   * @param files absolute paths; undefined if the code cannot be built
   * @param folders folders to watch from now on, besides the previous ones
   */
  follow(files: readonly string[] | undefined, folders: readonly string[] = []): void {
    this.#files = files && new Set(files);
    this.#folders = new Set(files?.map((file) => dirname(file)));
    // A folder that is added again is read again, and what chokidar first sees then is no change to it: a file that is
    // created at that moment would be missed.
    const added = folders.filter((folder) => !this.watched.has(folder));
    for (const folder of added) this.watched.add(folder);
    this.watcher.add(added);
  }

  /**
   * Waits for a change since the previous call, or until the signal is aborted.
   * @throws UserError if the system cannot watch that many files
   */
  async next(signal: AbortSignal): Promise<void> {
    while (!this.#changed && !signal.aborted) {
      await once(this.watcher, "all", { signal }).catch(() => {});
      this.#throwFailure();
    }
    while (this.#changed && !signal.aborted) {
      this.#changed = false;
      await sleep(SETTLE_MS, undefined, { signal }).catch(() => {});
    }
  }

  async close(): Promise<void> {
    await this.watcher.close();
  }

  #counts(event: string, path: string): boolean {
    if (path === this.eventFile || this.#files?.has(path)) return true;
    if (!SOURCE.test(basename(path))) return false;
    return this.#files === undefined || (event !== "change" && this.#folders.has(dirname(path)));
  }

  #throwFailure(): void {
    if (this.#failure === undefined) return;
    const remedy =
      "Raise the system's limit of watched files (on Linux fs.inotify.max_user_watches), or set CHOKIDAR_USEPOLLING=1";
    throw new UserError([{ cause: `The files cannot be watched: ${reasonOf(this.#failure)}`, remedy }]);
  }
}
