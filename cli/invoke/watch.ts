import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors/user-error";
import { ChangeWatch } from "./change-watch";
import { type Invoke, invokeOnce } from "./invoke-once";
import { readEvent, STANDARD_INPUT } from "./read-event";
import { possibleFiles, watchedFiles } from "./watched-files";

/** What to invoke again and again. */
export interface WatchedInvoke extends Omit<Invoke, "event"> {
  /** Path of the event, or `-` for standard input, which is read once. */
  readonly eventFile: string;
}

const POLL_MS = 200;

/**
 * Invokes a function, and again whenever its code or its event has changed, until `signal` is aborted. A run that is
 * under way comes to its end first: a handler is not cut off in the middle of what it writes.
 */
export async function watchAndInvoke({ eventFile, ...invoke }: WatchedInvoke): Promise<void> {
  const { fn, project, signal } = invoke;
  const changes = new ChangeWatch();
  const fromInput = eventFile === STANDARD_INPUT;
  const given = fromInput ? await readEvent(eventFile, signal) : undefined;
  let watched = possibleFiles(fn, project);
  while (!signal.aborted) {
    // What changes while it is built and run counts, too.
    changes.look([...watched, eventFile]);
    const failed = await attempt(async () => {
      const event = fromInput ? given : await readEvent(eventFile, signal);
      await invokeOnce({ ...invoke, event });
      watched = watchedFiles(fn, project);
    }, signal);
    if (failed) watched = [...watched, ...possibleFiles(fn, project)];
    if (!signal.aborted) console.error("Waiting for a change ...");
    await untilChanged(() => changes.look([...watched, eventFile]), signal);
  }
}

/** @returns whether it failed with an error that a change can mend, which is then printed. */
async function attempt(work: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (signal.aborted) return false;
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return true;
  }
}

async function untilChanged(hasChanged: () => boolean, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !hasChanged()) {
    await sleep(POLL_MS, undefined, { signal }).catch(() => {});
  }
}
