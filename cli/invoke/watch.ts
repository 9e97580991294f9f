import { resolve } from "node:path";
import { UserError } from "../../errors/user-error";
import { ChangeWatch } from "./change-watch";
import { type Invoke, invokeOnce } from "./invoke-once";
import { readEvent, STANDARD_INPUT } from "./read-event";
import { codeFiles, codeFolders } from "./watched-files";

/** What to invoke repeatedly. */
export interface WatchedInvoke extends Omit<Invoke, "event"> {
  /** Path of the event, or `-` for standard input, which is read once. */
  readonly eventFile: string;
}

/**
 * Invokes a function, and again whenever its code or its event changes, until `signal` is aborted. A run in progress is
 * completed first, so that a handler is not stopped while it writes.
 */
export async function watchAndInvoke({ eventFile, ...invoke }: WatchedInvoke): Promise<void> {
  const { fn, project, signal } = invoke;
  const fromInput = eventFile === STANDARD_INPUT;
  const given = fromInput ? await readEvent(eventFile, signal) : undefined;
  const changes = await ChangeWatch.start(
    codeFolders(fn, project),
    fromInput ? undefined : resolve(eventFile),
  );
  try {
    while (!signal.aborted) {
      // Changes during the build and the run count, too.
      const files = await attempt(async () => {
        const event = fromInput ? given : await readEvent(eventFile, signal);
        await invokeOnce({ ...invoke, event });
        return codeFiles(fn, project);
      }, signal);
      changes.follow(files, codeFolders(fn, project, files));
      if (!signal.aborted) console.error("Waiting for a change ...");
      await changes.next(signal);
    }
  } finally {
    await changes.close();
  }
}

/** @returns undefined after an error that a change can fix, which is then printed */
async function attempt<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return undefined;
  }
}
